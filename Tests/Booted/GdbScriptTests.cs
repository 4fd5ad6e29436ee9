using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// gdb, driven through the script that <c>lab debug</c> names, in every layout, format and mapping. In QEMU alone: Debian's Bochs has no
/// port for gdb.
/// </summary>
internal sealed partial class GdbScriptTests
{
    private const string Prompt = @"\(gdb\) ";

    private static IEnumerable<TestCaseData<Cell>> Cells => KernelBoot.Cells
        .Where(cell => cell.Emulator == EmulatorChoice.Qemu)
        .Select(cell => new TestCaseData<Cell>(cell) { TestName = $"{{m}} ({cell})" });

    [TestCaseSource(nameof(Cells))]
    public async Task TheCommandsTellOfAFaultWhatTheKernelDoes(Cell cell)
    {
        string address = cell.Layout == KernelWords.Low ? "00100000" : "c0100000";
        string told = await GdbAsync(
            cell,
            "experiments=read-kernel-text",
            "break FaultHandler.Handle",
            "continue",
            "print/x frame->Vector",
            "delete",
            "break Scheduler.EndCurrent",
            "continue",
            "task",
            "faults",
            $"pt 0x{address} read-kernel-text",
            $"pt 0x{address} read-kernel-text+kernel",
            $"pt 0x{address} kernel",
            "maps read-kernel-text",
            "kill");

        Assert.That(told, Does.Match(@"Breakpoint 1, FaultHandler\.Handle \(.* at CosmosKernel/Traps/FaultHandler\.cs:[0-9]+"));
        Assert.That(told, Does.Contain("$1 = 0xe\n"));
        Match task = CurrentTask().Match(told);
        Assert.That(task.Success, told);
        bool shared = KernelBoot.Mapping(cell).WhileRing3Runs == KernelPart.All;
        Assert.That(told, Does.Match(
            $@"\n  0001 +14  000{(shared ? 5 : 4)}  [0-9a-f]{{8}}  {address}  +1  {(shared ? "supervisor-only" : "not-mapped-here")}\n"));
        string format = cell.Paging == KernelWords.Pae ? "PAE" : "two-level";
        Assert.That(told, Does.Contain($"{address} in the tables at cr3={task.Groups[1].Value}, {format} paging\n"));
        Assert.That(
            told,
            shared
                ? Does.Match(
                    @"  read   ring 3: no, U/S=0 in the pde +ring 0: yes\n(.*\n)*.*  read   ring 3: no, U/S=0 in the pde +ring 0: yes\n")
                : Does.Match(@"  not mapped: P=0 in the pd(pt)?e decides(.*\n)*.*  read   ring 3: no, U/S=0 in the pde +ring 0: yes\n"));
        Assert.That(told, Does.Match(
            $@"\n  40000000-4000[01]fff +[48]K  U r-x -  .*\n(.*\n)*  ffc00000-ffc00fff +4K  S rw{(format == "PAE" ? "-" : "x")} "));
        Assert.That(LowMemoryRuns(told, address), Is.EqualTo(shared ? 1 : 0), "255 pages below the kernel, in one line");
    }

    [Test]
    public async Task BeforeTheKernelHasBuiltAnythingTheCommandsSaySo()
    {
        Cell cell = new(KernelWords.Shared, KernelWords.TwoLevel, KernelWords.High, EmulatorChoice.Qemu);
        Assert.That(
            await GdbAsync(cell, "experiments=none", "task", "kill"),
            Does.Contain("has not built its trampoline yet").Or.Contain("there is no signpost"));
    }

    /// <summary>The genuine compiler's cards had 72 bytes once: a script that takes them for 64 shows names that nobody has.</summary>
    [Test]
    public async Task ACardOfAnotherSizeIsNotShown()
    {
        Cell cell = new(KernelWords.Shared, KernelWords.TwoLevel, KernelWords.High, EmulatorChoice.Qemu);
        uint at = Trampoline.Signpost + (uint)Marshal.OffsetOf<Signpost>(nameof(Signpost.TaskCardBytes));
        string told = await GdbAsync(
            cell,
            "experiments=hello",
            "break Scheduler.EndCurrent",
            "continue",
            $"set var *(unsigned int *)0x{at:x8} = 72",
            "task",
            "kill");
        Assert.That(
            told, Does.Contain("this kernel's task card has 72 bytes, and the script knows one of 64: they are not of the same version"));
    }

    /// <summary>
    /// The kernel copies its PDPTE to every task's tree, that which it runs on too: all that it needs to run is behind this one entry. A
    /// watchpoint sees each store to it, and none may change it. QEMU reads PDPTEs at each walk, as a processor may: without one, a miss of
    /// the TLB is a triple fault.
    /// </summary>
    [TestCase(KernelWords.Shared, KernelWords.High)]
    [TestCase(KernelWords.Shared, KernelWords.Low)]
    [TestCase("kpti", KernelWords.High)]
    [TestCase("kpti", KernelWords.Low)]
    public async Task TheEntryThatTheKernelRunsByStaysWhileItIsCopied(string variant, string layout)
    {
        Cell cell = new(variant, KernelWords.Pae, layout, EmulatorChoice.Qemu);
        string entry = layout == KernelWords.High ? "0xc0000018" : "0";
        string told = await GdbAsync(
            cell,
            "experiments=vmalloc",
            "break KernelMapping.CopyEntryToAll",
            "continue",
            "delete",
            $"set $entry = $cr3 + {entry}",
            "print *(unsigned int *)$entry & 1",
            "watch *(unsigned int *)$entry",
            "finish",
            "kill");
        Assert.That(told, Does.Contain("$1 = 1\n"));
        Assert.That(told, Does.Contain("Hardware watchpoint 2: *(unsigned int *)$entry\n"));
        Assert.That(told, Does.Not.Contain("Old value"));
        Assert.That(told, Does.Match(@"\nVmallocArea\.Remove \("));
    }

    /// <summary>What Docs/Debugging.md shows is what gdb says, numbers aside: its commands are given again.</summary>
    [Test]
    public async Task TheTranscriptsInTheDocsAreTrue()
    {
        string[][] blocks = Transcript.Blocks("Docs/Debugging.md", "gdb and QEMU", "(gdb)");
        Assert.That(blocks, Has.Length.EqualTo(4), "up to the fault; the shared mapping; the 4:4 split; page-table isolation");
        string[] first = [.. blocks[0], .. blocks[1]];
        (string Variant, string[] Typed, string[] Shown)[] sessions =
        [
            (KernelWords.Shared, first, first),
            (KernelWords.FourFour, [.. first, .. blocks[2]], blocks[2]),
            ("kpti", [.. first, .. blocks[3]], blocks[3]),
        ];
        foreach ((string variant, string[] typed, string[] shown) in sessions)
        {
            Cell cell = new(variant, KernelWords.Pae, KernelWords.High, EmulatorChoice.Qemu);
            string told = await GdbAsync(cell, "experiments=all", [.. Transcript.Typed(typed, Prompt), "kill"]);
            Transcript.AssertSaid(shown, told, Prompt);
        }
    }

    [GeneratedRegex(@"\n -> +1  ([0-9a-f]{8})  below [0-9a-f]{8}  [0-9a-f]{8}  read-kernel-text\n")]
    private static partial Regex CurrentTask();

    private static int LowMemoryRuns(string told, string address) =>
        Regex.Count(told, $@"\n  {address[..2]}001000-{address[..2]}0fffff +1020K  S rw[x-] [g-] +255 x 4K ");

    private static Task<string> GdbAsync(Cell cell, string words, params string[] commands)
    {
        MachineDefinition definition = KernelBoot.Definition($"variant={cell.Variant} paging={cell.Paging} {words}", cell.Layout);
        return GdbSession.RunAsync(
            definition.KernelImage, "| exec " + string.Join(' ', GdbSession.Emulator(definition).Select(word => $"'{word}'")), commands);
    }
}
