using System.Collections.Generic;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>
/// What was wrong in other kernels, tried in this one. All programs run in one boot for each layout, which goes through both paging formats
/// and both mappings; each report is then a test of its own. In Bochs: <see cref="PublicBugInBochsTests"/>; those about ELF files:
/// <see cref="OddElfTests"/>.
/// </summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Layouts))]
internal sealed class PublicBugTests(string layout)
{
    private IReadOnlyList<GuestRun> runs = [];

    private static IEnumerable<PublicBug> Programs => PublicBugTable.WithPrograms;

    [OneTimeSetUp]
    public async Task BootOnceAsync() => runs = await PublicBugBoot.RunAsync(EmulatorChoice.Qemu, layout, Programs);

    [TestCaseSource(nameof(Programs))]
    public void AFaultOfAnotherKernelIsNoneHere(PublicBug bug) => PublicBugBoot.AssertNone(bug, EmulatorChoice.Qemu, runs);
}
