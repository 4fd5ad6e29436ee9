using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Pictures;
using CosmosPaging.Lab.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// Stops the machine while two tasks live, walks the kernel's tables and theirs with the kernel's own walker over a copy of them, and
/// compares page for page with the emulator's walker. What <c>lab maps</c> shows is this.
/// </summary>
internal sealed class WalkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<Cell, Lazy<Task<(MachinePicture Picture, long ArchiveBytes)>>> Pictures = new();
    private static readonly SemaphoreSlim Processors = new(Environment.ProcessorCount);

    private static IEnumerable<TestCaseData<Cell>> Cells =>
        KernelBoot.Cells.Select(cell => new TestCaseData<Cell>(cell) { TestName = $"{{m}} ({cell})" });

    [TestCaseSource(nameof(Cells))]
    public async Task OurWalkerAndTheEmulatorsSeeTheSamePages(Cell cell)
    {
        MachinePicture picture = await PictureAsync(cell);
        Assert.That(picture.Spaces.Select(space => space.Name), Is.EqualTo(new[] { "the kernel's own tables" }.Concat(Names(cell))));
        foreach (SpacePicture space in picture.Spaces)
        {
            Assert.That(space.Differences, Is.Empty, space.Name);
            Assert.That(space.Pages, Has.Count.EqualTo(space.Compared).And.Not.Empty, space.Name);
        }
    }

    [TestCaseSource(nameof(Cells))]
    public async Task NoPageOfTheKernelIsOpenToRing3(Cell cell)
    {
        MachinePicture picture = await PictureAsync(cell);
        KernelLayout layout = cell.Layout == KernelWords.Low ? KernelLayout.Low : KernelLayout.High;
        LinearRange user = KernelBoot.Mapping(cell).LeavesWindowToTasks ? new LinearRange(0, Trampoline.Base - 1) : layout.BesideWindow;

        // By the emulator's walker: what is open to ring 3 is the task's, and all that is the task's is open to it.
        Assert.That(picture.Spaces[0].EmulatorsPages.Where(page => page.IsUser), Is.Empty);
        foreach (SpacePicture task in picture.Spaces.Skip(1))
        {
            Assert.That(
                task.EmulatorsPages.Where(page => page.IsUser != user.Contains(new LinearAddress(page.Linear))), Is.Empty, task.Name);
            Assert.That(task.EmulatorsPages, Has.Some.Matches<MappedPage>(page => page.IsUser), task.Name);
        }
    }

    /// <summary>
    /// Global is what every task has in common with the kernel: a global page that a task lacks would still stay in the TLB.
    /// </summary>
    [TestCaseSource(nameof(Cells))]
    public async Task JustThePagesThatAllTasksShareAreGlobal(Cell cell)
    {
        MachinePicture picture = await PictureAsync(cell);
        Assert.That(
            picture.Spaces[0].EmulatorsPages.Where(
                page => page.IsGlobal != (IsMappedInRing3(cell) || page.Linear >= Trampoline.Base)), Is.Empty);
        foreach (SpacePicture task in picture.Spaces.Skip(1))
        {
            bool isGlobal(MappedPage page) => !page.IsUser && (IsMappedInRing3(cell) || page.Linear >= Trampoline.Base);
            Assert.That(task.EmulatorsPages.Where(page => page.IsGlobal != isGlobal(page)), Is.Empty, task.Name);
        }
    }

    /// <summary>Where a task has two trees, both lead to the same pages of its own.</summary>
    [TestCaseSource(nameof(Cells))]
    public async Task TheSecondTreeHasTheTasksPages(Cell cell)
    {
        MachinePicture picture = await PictureAsync(cell);
        SpacePicture[] seconds = [.. picture.Spaces.Where(space => space.Name.EndsWith(Photographer.SecondTree, StringComparison.Ordinal))];
        Assert.That(seconds, Has.Length.EqualTo(KernelBoot.Mapping(cell).WhileKernelRuns.IsSecondTree ? 2 : 0));
        foreach (SpacePicture second in seconds)
        {
            SpacePicture first = picture.Spaces.Single(space => space.Pid == second.Pid && space != second);
            Assert.That(
                second.EmulatorsPages.Where(page => page.IsUser),
                Is.EqualTo(first.EmulatorsPages.Where(page => page.IsUser)), second.Name);
            Assert.That(second.Part, Is.EqualTo(KernelPart.All));
        }
    }

    [TestCaseSource(nameof(Cells))]
    public async Task TheKernelIsInATasksTablesOrOnlyTheTrampolineIs(Cell cell)
    {
        MachinePicture picture = await PictureAsync(cell);
        foreach (SpacePicture task in picture.Spaces.Skip(1))
        {
            MappedPage[] hidden = [.. task.EmulatorsPages.Where(page => !page.IsUser)];
            string[] trampoline = [.. hidden.Where(page => page.Linear >= Trampoline.Base).Select(page => $"{page.Linear:x8}")];
            long window = hidden.Where(page => page.Linear < Trampoline.Base).Sum(page => page.Size);
            Assert.That(trampoline, Is.EqualTo(new[] { "ffc00000", "ffc01000", "ffc02000", "ffc04000" }), task.Name);

            // All of memory but page 0 and the guard page; or nothing.
            Assert.That(window, Is.EqualTo(task.Part == KernelPart.All ? picture.MemoryBytes - (2 * Frame.Size) : 0), task.Name);
        }
    }

    [TestCaseSource(nameof(Cells))]
    public async Task EveryPartOfAProgramHasItsRegionAndItsRights(Cell cell)
    {
        MachinePicture picture = await PictureAsync(cell);
        string noExecute = cell.Paging == "pae" ? "-" : "x";
        IEnumerable<string> runs = picture.Spaces.Last(space => space.Name == Photographer.Model).Runs()
            .Where(run => run.First is { IsUser: true }).Select(run => $"{run.Region} {run.First!.Value.Rights} {run.Pages}");
        Assert.That(runs.Order(), Is.EqualTo(new[]
        {
            $"heap U rw{noExecute} - 3",
            $"program U r-x - {(cell.Paging == "pae" ? 1 : 2)}",
            $"program U rw{noExecute} - 2",
            $"stack U rw{noExecute} - 3",
        }.Concat(cell.Paging == "pae" ? ["program U r-- - 1"] : []).Order()));
    }

    [TestCaseSource(nameof(Cells))]
    public async Task OfTheKernelsRamTheArchiveOfProgramsAloneIsReadOnly(Cell cell)
    {
        (MachinePicture picture, long archiveBytes) = await TakenAsync(cell);
        MapRun[] readOnly = [
            .. picture.Spaces[0].Runs().Where(run => run.Region == "kernel window: RAM" && run.First is { IsWritable: false })];

        // All of its whole pages; what follows them is not the archive's alone.
        Assert.That(readOnly.Sum(run => run.Bytes), Is.EqualTo(archiveBytes / Frame.Size * Frame.Size));
    }

    private static async Task<MachinePicture> PictureAsync(Cell cell) => (await TakenAsync(cell)).Picture;

    private static bool IsMappedInRing3(Cell cell) => KernelBoot.Mapping(cell).WhileRing3Runs == KernelPart.All;

    /// <summary>The tasks' spaces in order: of two trees, ring 3's first.</summary>
    private static IEnumerable<string> Names(Cell cell) =>
        from name in new[] { Photographer.Companion, Photographer.Model }
        from end in KernelBoot.Mapping(cell).WhileKernelRuns.IsSecondTree ? new[] { "", Photographer.SecondTree } : [""]
        select name + end;

    private static Task<(MachinePicture Picture, long ArchiveBytes)> TakenAsync(Cell cell) =>
        Pictures.GetOrAdd(cell, static cell => new(() => TakeAsync(cell))).Value;

    private static async Task<(MachinePicture Picture, long ArchiveBytes)> TakeAsync(Cell cell)
    {
        await Processors.WaitAsync();
        string folder = Directory.CreateTempSubdirectory("walker").FullName;
        try
        {
            string archive = Path.Combine(folder, "programs.tar");
            MachineDefinition definition = KernelBoot.Definition(
                $"variant={cell.Variant} paging={cell.Paging} experiments=none outside=together", cell.Layout);
            using (FileStream samples = File.OpenRead(definition.Archive!))
            using (FileStream destination = File.Create(archive))
            {
                string[] names = [Photographer.Companion, Photographer.Model];
                ProgramArchive.Write(
                    samples, [.. names.Select(name => new OutsideProgram(name, OutsidePrograms.Sample(name)))], destination);
            }

            await using IMachine machine = KernelBoot.Emulator(cell.Emulator)
                .Start(definition with { Archive = archive, Inspected = true });
            MachinePicture picture = await Photographer.TakeAsync(machine, cell, Patience, CancellationToken.None)
                ?? throw new AssertionException("the guest never got ready:\n" + KernelBoot.Show(machine.Lines));
            return (picture, new FileInfo(archive).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Processors.Release();
        }
    }
}
