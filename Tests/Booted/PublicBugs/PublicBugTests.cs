using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>
/// What was wrong in other kernels, tried in this one. All programs run in one boot for each emulator and layout, which goes through both
/// paging formats and both mappings; each report is then a test of its own. Those about ELF files: <see cref="OddElfTests"/>.
/// </summary>
[TestFixtureSource(nameof(Places))]
internal sealed class PublicBugTests(string emulator, string layout)
{
    private static readonly IReadOnlyList<PublicBug> Programs =
        [.. PublicBugTable.All.Where(bug => OddElfFiles.All.All(file => file.Report != bug.Name))];

    private IReadOnlyList<GuestRun> runs = [];

    private static IEnumerable<object[]> Places =>
        KernelBoot.Boots.Select(boot => new object[] { boot.Emulator, boot.Layout }).DistinctBy(place => (place[0], place[1]));

    [OneTimeSetUp]
    public async Task BootOnceAsync() => runs = await PublicBugBoot.RunAsync(
        emulator, layout, Programs.Select(bug => (bug.Name, OutsidePrograms.Sample(bug.Name))));

    [TestCaseSource(nameof(Programs))]
    public void AFaultOfAnotherKernelIsNoneHere(PublicBug bug)
    {
        Assert.Multiple(() =>
        {
            foreach (GuestRun run in runs)
            {
                Assert.That(
                    run.Tasks.First(task => task.Name == bug.Name).Status,
                    Is.Zero,
                    () => $"{bug.Wrong}\n{run.Header.Text}\n{KernelBoot.Show(PublicBugBoot.LinesOf(run, bug.Name))}");
            }
        });
    }
}
