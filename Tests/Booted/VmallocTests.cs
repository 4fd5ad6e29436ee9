using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// What the log says of pages that the kernel maps while tasks run: in which cells an entry is copied on demand, and why not in the others.
/// </summary>
internal sealed class VmallocTests
{
    private static IEnumerable<TestCaseData<Cell>> Cells =>
        KernelBoot.Cells.Select(cell => new TestCaseData<Cell>(cell) { TestName = $"{{m}} ({cell})" });

    [TestCaseSource(nameof(Cells))]
    public async Task OnlyTwoLevelTablesThatHaveAllOfTheKernelGetEntriesOnDemand(Cell cell)
    {
        FaultRecord[] copied = [.. (await RunAsync(cell)).Faults.Where(fault => fault.Verdict == "kernel-entry-copied")];
        if (KernelBoot.Mapping(cell).InTask != KernelPart.All || cell.Paging != "two-level")
        {
            Assert.That(copied, Is.Empty);
            return;
        }

        Assert.That(copied, Has.Length.GreaterThan(5));
        uint area = cell.Layout == KernelWords.High ? 0xFA000000 : 0x3A000000;
        foreach (FaultRecord fault in copied)
        {
            Assert.That(fault.ErrorCode, Is.Zero.Or.EqualTo(2), fault.Text);
            Assert.That(fault.ErrorBits, Does.Contain("supervisor").And.Contain("not-present"), fault.Text);
            Assert.That(fault.Cr2, Is.InRange(area, area + 0x04FFFFFF), fault.Text);
            Assert.That(fault.Entries.Select(entry => entry.Value), Is.EqualTo(new ulong[] { 0 }), fault.Text);
        }
    }

    [TestCaseSource(nameof(Cells))]
    public async Task TheLogSaysWhoHasTheNewEntry(Cell cell)
    {
        VmallocRecord[] pieces = [.. (await RunAsync(cell)).Lines.OfType<VmallocRecord>()];
        Assert.That(pieces, Has.Length.GreaterThan(5));
        Assert.That(pieces.Select(piece => piece.Directories), Has.Some.EqualTo(2), "two tasks live");
        foreach (VmallocRecord piece in pieces)
        {
            bool common = KernelBoot.Mapping(cell).InTask == KernelPart.All && cell.Paging == "pae";
            Assert.That(piece.WithEntry, Is.EqualTo(common ? piece.Directories : 0), piece.Text);
        }
    }

    [TestCaseSource(nameof(Cells))]
    public async Task AProgramCannotFillTheLogWithPieces(Cell cell)
    {
        GuestRun run = await RunAsync(cell);
        ConsoleLine[] lines = [.. run.LinesOf(run.Checks.Single(check => check.Name == "vmalloc-many"))];
        UntoldRecord untold = lines.OfType<UntoldRecord>().Single();
        Assert.That(lines.OfType<VmallocRecord>().Count(), Is.InRange(1, 64));
        Assert.That(lines.OfType<VmallocRecord>().Count() + untold.Pieces, Is.EqualTo(100));
    }

    [TestCaseSource(nameof(Cells))]
    public async Task AWriteThatTheKernelIsRefusedIsRefusedInEveryTask(Cell cell)
    {
        // Where the kernel runs on a task's tree, each task has a directory of its own, and in each the large page must be gone.
        FaultRecord[] refused = [
            .. (await RunAsync(cell)).Faults.Where(fault => fault.ErrorBits.Contains("supervisor") && fault.Verdict == "read-only")];
        Assert.That(refused.Select(fault => fault.Task), Is.EqualTo(new[] { "vmalloc-sealed-1", "vmalloc-sealed-2" }));
        Assert.That(refused.Select(fault => fault.ErrorCode), Is.All.EqualTo(3));
    }

    private static async Task<GuestRun> RunAsync(Cell cell)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(cell);
        GuestRun? run = boot.Verdict.Runs.Single(result => result.Cell == cell).Guest;
        Assert.That(run, Is.Not.Null);
        return run!;
    }
}
