using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>
/// ELF files that other kernels fell over, in one boot for each layout. In QEMU alone: what reads their headers is arithmetic, which
/// comes to the same in every emulator, and Bochs is slow.
/// </summary>
[TestFixture(KernelWords.High)]
[TestFixture(KernelWords.Low)]
internal sealed class OddElfTests(string layout)
{
    private static readonly Dictionary<string, OddElf> Files = OddElfFiles.All
        .Select((file, index) => (Name: $"{file.Report}-file-{index + 1:d2}", File: file))
        .ToDictionary(named => named.Name, named => named.File);

    private IReadOnlyList<GuestRun> runs = [];

    private static IEnumerable<PublicBug> Reports => PublicBugTable.All.Where(bug => Files.Values.Any(file => file.Report == bug.Name));

    [OneTimeSetUp]
    public async Task BootOnceAsync() => runs = await PublicBugBoot.RunAsync(
        EmulatorChoice.Qemu, layout, Files.Select(file => (file.Key, file.Value.Content)));

    [TestCaseSource(nameof(Reports))]
    public void AnElfFileThatAnotherKernelFellOverIsRefusedOrRuns(PublicBug bug)
    {
        Assert.Multiple(() =>
        {
            foreach (GuestRun run in runs)
            {
                foreach ((string name, OddElf file) in Files.Where(file => file.Value.Report == bug.Name))
                {
                    string expected = KernelBoot.Mapping(run).LeavesWindowToTasks ? file.WindowIsTasks
                        : layout == KernelWords.High ? file.KernelAbove
                        : file.KernelBelow;
                    Assert.That(
                        EndOf(run, name),
                        Is.EqualTo(expected),
                        () => $"{file.What}\n{run.Header.Text}\n{KernelBoot.Show(PublicBugBoot.LinesOf(run, name))}");
                }
            }
        });
    }

    /// <summary>The name of the loader's problem, or the status; null if the file was passed over.</summary>
    private static string? EndOf(GuestRun run, string name) =>
        run.Refusals.SingleOrDefault(refusal => refusal.Name == name)?.Text.Split(" problem=")[1].Split(' ')[0]
        ?? run.Tasks.SingleOrDefault(task => task.Name == name)?.Status?.ToString(CultureInfo.InvariantCulture);
}
