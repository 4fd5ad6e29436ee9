using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Attacks;
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
    private IReadOnlyList<GuestRun> runs = [];

    private static IEnumerable<string> Groups => OddElfFiles.All.Select(file => file.Group).Distinct();

    [OneTimeSetUp]
    public async Task BootOnceAsync() => runs = await PublicBugBoot.RunAsync(
        EmulatorChoice.Qemu, layout, OddElfFiles.All.Select(file => (file.Name, file.Content)));

    [TestCaseSource(nameof(Groups))]
    public void AnElfFileThatAnotherKernelFellOverIsRefusedOrRuns(string group) => Assert.Multiple(() =>
    {
        foreach (OddElf file in OddElfFiles.All.Where(file => file.Group == group))
        {
            PublicBugBoot.AssertHolds(file.Row, file.What, EmulatorChoice.Qemu, runs);
        }
    });
}
