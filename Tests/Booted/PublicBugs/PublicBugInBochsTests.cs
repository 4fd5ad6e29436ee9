using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>
/// As <see cref="PublicBugTests"/>, for reports about what a processor keeps of page tables: QEMU drops more of it than a processor does,
/// so that a flush which is missing may not show there.
/// </summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Layouts))]
internal sealed class PublicBugInBochsTests(string layout)
{
    private IReadOnlyList<GuestRun> runs = [];

    private static IEnumerable<PublicBug> Programs => PublicBugTable.All.Where(bug => bug.IsAboutWhatIsKept);

    [OneTimeSetUp]
    public async Task BootOnceAsync() => runs = await PublicBugBoot.RunAsync(EmulatorChoice.Bochs, layout, Programs);

    [TestCaseSource(nameof(Programs))]
    public void AFaultOfAnotherKernelIsNoneHere(PublicBug bug) => PublicBugBoot.AssertNone(bug, EmulatorChoice.Bochs, runs);
}
