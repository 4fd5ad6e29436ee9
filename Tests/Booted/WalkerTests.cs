using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// Stops the machine while a task spins in ring 3, walks the tables that CR3 names with the kernel's own walker over a copy of the guest's
/// memory, and compares page for page with QEMU's walker. In QEMU alone: it takes a monitor that can be asked while the guest runs.
/// </summary>
internal sealed partial class WalkerTests
{
    private const uint MemoryBytes = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly ConcurrentDictionary<Cell, Lazy<Task<Snapshot>>> Snapshots = new();

    private static IEnumerable<Cell> QemusCells => KernelBoot.Cells.Where(cell => cell.Emulator == EmulatorChoice.Qemu);

    private static IEnumerable<TestCaseData<Cell>> Cells => QemusCells.Select(cell => new TestCaseData<Cell>(cell) { TestName = $"{{m}} ({cell})" });

    [TestCaseSource(nameof(Cells))]
    public async Task OurWalkerAndQemusSeeTheSamePages(Cell cell)
    {
        Snapshot snapshot = await InRing3Async(cell);
        Assert.That(snapshot.Pages.Select(page => page.ToString()), Is.EqualTo(snapshot.EmulatorsPages.Select(page => page.ToString())));
        Assert.That(snapshot.Pages, Is.Not.Empty);
    }

    [TestCaseSource(nameof(Cells))]
    public async Task NoPageOfTheKernelIsOpenToRing3(Cell cell)
    {
        Snapshot snapshot = await InRing3Async(cell);
        LinearRange user = cell.Variant == "shared" ? (cell.Layout == KernelWords.Low ? KernelLayout.Low : KernelLayout.High).BesideWindow : new LinearRange(0, Trampoline.Base - 1);

        // By QEMU's walker, which combines the levels: what is open to ring 3 is the task's, and all that is the task's is open to it.
        Assert.That(snapshot.EmulatorsUserRuns, Is.Not.Empty);
        Assert.That(snapshot.EmulatorsUserRuns.Where(run => !user.Contains(run)), Is.Empty);
        foreach (TranslatedPage page in snapshot.Pages)
        {
            Assert.That(page.IsUser, Is.EqualTo(user.Contains(new LinearAddress(page.Linear))), page.ToString());
        }
    }

    /// <summary>Whatever of the kernel is mapped while a task runs is mapped for every task; of what is the task's, nothing is.</summary>
    [TestCaseSource(nameof(Cells))]
    public async Task JustThePagesOfTheKernelAreGlobal(Cell cell)
    {
        Snapshot snapshot = await InRing3Async(cell);
        Assert.That(snapshot.EmulatorsPages.Where(page => page.IsGlobal == page.LastIsUser), Is.Empty);
    }

    [Test]
    public async Task In44OnlyTheTrampolineAndTheTaskAreMapped()
    {
        foreach (Cell cell in QemusCells.Where(cell => cell.Variant == "fourfour"))
        {
            Snapshot snapshot = await InRing3Async(cell);
            string[] kernels = [.. snapshot.Pages.Where(page => !page.IsUser).Select(page => $"{page.Linear:x8}")];
            Assert.That(kernels, Is.EqualTo(new[] { "ffc00000", "ffc01000", "ffc02000", "ffc04000" }), cell.ToString());
        }
    }

    [Test]
    public async Task InTheSharedMappingAllOfRamIsMappedButHidden()
    {
        foreach (Cell cell in QemusCells.Where(cell => cell.Variant == "shared"))
        {
            Snapshot snapshot = await InRing3Async(cell);
            long hidden = snapshot.Pages.Where(page => !page.IsUser && page.Linear < Trampoline.Base).Sum(page => page.Size);

            // All but page 0, the guard page, and what the BIOS keeps at the top.
            Assert.That(hidden, Is.EqualTo(snapshot.KernelsMemory - (2 * Frame.Size)), cell.ToString());
        }
    }

    [Test]
    public async Task TheArchiveOfProgramsIsReadOnly()
    {
        foreach (Cell cell in QemusCells.Where(cell => cell.Variant == "shared"))
        {
            Snapshot snapshot = await InRing3Async(cell);
            TranslatedPage[] archive = [.. snapshot.Pages.Where(page => page.Physical >= snapshot.Archive.Start && page.Physical + Frame.Size - 1 <= snapshot.Archive.Last)];
            Assert.That(archive.Sum(page => page.Size), Is.EqualTo(snapshot.Archive.Last + 1 - snapshot.Archive.Start), $"{cell}: all of its whole pages are mapped");
            Assert.That(archive.Where(page => page.LastIsWritable), Is.Empty, cell.ToString());
            TranslatedPage behind = snapshot.Pages.Single(page => page.Physical == snapshot.Archive.Last + 1);
            Assert.That(behind.LastIsWritable, $"{cell}: {behind} is not the archive's alone");
        }
    }

    /// <summary>One boot for each cell, whatever is asked about it.</summary>
    private static Task<Snapshot> InRing3Async(Cell cell) => Snapshots.GetOrAdd(cell, static cell => new(() => BootAsync(cell))).Value;

    private static async Task<Snapshot> BootAsync(Cell cell)
    {
        string folder = Directory.CreateTempSubdirectory("walker").FullName;
        try
        {
            string archive = Path.Combine(folder, "programs.tar");
            MachineDefinition definition = KernelBoot.Definition($"variant={cell.Variant} paging={cell.Paging} experiments=none", cell.Layout);
            byte[] spin = await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(definition.Archive!)!, "spin.elf"));
            using (FileStream samples = File.OpenRead(definition.Archive!))
            using (FileStream destination = File.Create(archive))
            {
                ProgramArchive.Write(samples, [new OutsideProgram("spin", spin)], destination);
            }

            await using IMachine machine = KernelBoot.Emulator(cell.Emulator).Start(definition with { Archive = archive, Monitor = true, MemoryMegabytes = (int)(MemoryBytes >> 20) });
            bool started = await machine.WaitForLineAsync(line => line is TaskRecord, Patience, CancellationToken.None);
            Assert.That(started, () => KernelBoot.Show(machine.Lines));
            await using QmpClient monitor = await machine.ConnectMonitorAsync(Patience, CancellationToken.None);
            string registers = await StopInRing3Async(monitor);
            string memory = Path.Combine(folder, "memory");
            await monitor.ExecuteAsync("pmemsave", new JsonObject { ["val"] = 0, ["size"] = MemoryBytes, ["filename"] = memory }, CancellationToken.None);
            string boot = machine.Lines.OfType<BootRecord>().Single().Text;
            return Snapshot.Make(
                cell,
                uint.Parse(KernelsMemoryField().Match(boot).Groups[1].Value, CultureInfo.InvariantCulture),
                await File.ReadAllBytesAsync(archive),
                registers,
                await File.ReadAllBytesAsync(memory),
                await monitor.AskHumanMonitorAsync("info tlb", CancellationToken.None),
                await monitor.AskHumanMonitorAsync("info mem", CancellationToken.None));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The kernel may be in a timer interrupt just then: let it go on a little, a limited number of times.</summary>
    private static async Task<string> StopInRing3Async(QmpClient monitor)
    {
        for (int attempt = 0; attempt < 50; attempt++)
        {
            await monitor.StopAsync(CancellationToken.None);
            string registers = await monitor.AskHumanMonitorAsync("info registers", CancellationToken.None);
            if (registers.Contains("CPL=3", StringComparison.Ordinal))
            {
                return registers;
            }

            await monitor.ContinueAsync(CancellationToken.None);
            await Task.Delay(20);
        }

        throw new AssertionException("the task was never found in ring 3");
    }

    [GeneratedRegex(@" memory=([0-9]+)")]
    private static partial Regex KernelsMemoryField();

    /// <summary>One page as a walk finds it; the letters are those of QEMU's <c>info tlb</c> that say something about rights.</summary>
    private sealed record TranslatedPage(uint Linear, uint Physical, uint Size, bool IsUser, bool LastIsUser, bool LastIsWritable, bool IsGlobal)
    {
        public override string ToString() =>
            $"{Linear:x8} -> {Physical:x8} {(Size > Frame.Size ? "large " : string.Empty)}{(IsGlobal ? "G" : "-")}{(LastIsUser ? "U" : "-")}{(LastIsWritable ? "W" : "-")}";
    }

    private sealed partial record Snapshot(uint KernelsMemory, LinearRange Archive, IReadOnlyList<TranslatedPage> Pages, IReadOnlyList<TranslatedPage> EmulatorsPages, IReadOnlyList<LinearRange> EmulatorsUserRuns)
    {
        public static unsafe Snapshot Make(Cell cell, uint kernelsMemory, byte[] archive, string registers, byte[] memory, string tlb, string ranges)
        {
            PagingFormat format = cell.Paging == "pae" ? PagingFormat.Pae : PagingFormat.TwoLevel;
            uint cr3 = uint.Parse(Cr3().Match(registers).Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var pages = new List<TranslatedPage>();
            fixed (byte* origin = memory)
            {
                var tables = new PageTables(format, new PhysicalMemory(origin, (uint)memory.Length), null!, new PhysicalAddress(cr3));
                for (ulong linear = 0; linear < 1UL << 32;)
                {
                    PageWalk walk = tables.Walk(new LinearAddress((uint)linear));
                    if (walk.IsMapped)
                    {
                        pages.Add(new TranslatedPage((uint)linear, walk.PageAddress.Value, walk.PageSize, walk.IsUser, walk.Last.IsUser, walk.Last.IsWritable, walk.Last.IsGlobal));
                    }

                    linear += walk.PageSize;
                }
            }

            uint found = (uint)memory.AsSpan().IndexOf(archive);
            return new Snapshot(kernelsMemory, new LinearRange(found, found + Frame.RoundDown((uint)archive.Length) - 1), pages, [.. ReadTlb(tlb, format)], [.. ReadUserRuns(ranges)]);
        }

        private static IEnumerable<TranslatedPage> ReadTlb(string text, PagingFormat format)
        {
            uint large = format.Level(format.LevelCount - 2).Span;
            foreach (Match match in TlbLine().Matches(text))
            {
                uint linear = (uint)ulong.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                uint physical = (uint)ulong.Parse(match.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                string flags = match.Groups[3].Value;
                bool user = flags[7] == 'U';
                yield return new TranslatedPage(linear, physical, flags[2] == 'P' ? large : Frame.Size, user, user, flags[8] == 'W', flags[1] == 'G');
            }
        }

        private static IEnumerable<LinearRange> ReadUserRuns(string text)
        {
            foreach (Match match in MemLine().Matches(text))
            {
                if (match.Groups[3].Value[0] == 'u')
                {
                    uint start = (uint)ulong.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                    uint last = (uint)(ulong.Parse(match.Groups[2].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 1);
                    yield return new LinearRange(start, last);
                }
            }
        }

        [GeneratedRegex(@"CR3=([0-9a-f]{8})")]
        private static partial Regex Cr3();

        [GeneratedRegex(@"^([0-9a-f]+): ([0-9a-f]+) ([-XGPDACTUW]{9})", RegexOptions.Multiline)]
        private static partial Regex TlbLine();

        [GeneratedRegex(@"^([0-9a-f]+)-([0-9a-f]+) [0-9a-f]+ ([-urw]{3})", RegexOptions.Multiline)]
        private static partial Regex MemLine();
    }
}
