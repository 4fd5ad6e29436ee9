using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// What ring 3 can bring about has a reason that is true. A processor raises the exceptions; the host tests have the other ones.
/// </summary>
internal sealed class ReasonTests
{
    private const string NeedsIopl = "CLI and STI need CPL<=IOPL, and IOPL is 0";

    private static readonly (string Exception, uint Error, string Verdict, string Reason)[] Expected =
    [
        ("#BR", 0, "bound-exceeded", "BOUND found the index out of its bounds"),
        ("#TS", 0, "nested-task", "EFLAGS.NT=1 makes IRET a return to another task, and there is none"),
        ("#GP", 0, "privileged-instruction", "RDPMC needs CPL=0, as long as CR4.PCE=0"),
        ("#GP", 0, "privileged-instruction", "the instruction needs CPL=0"),
        ("#GP", 0, "privileged-instruction", NeedsIopl),
        ("#GP", 0, "privileged-instruction", NeedsIopl),
        ("#GP", 0, "port-forbidden", "CPL is above IOPL, and the TSS opens no port to ring 3"),
    ];

    private static IEnumerable<Cell> Boots => KernelBoot.Boots;

    [Test]
    public async Task EachExceptionIsExplained([ValueSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))] string emulator)
    {
        BootResult result = await OutsidePrograms.RunAsync(emulator, ("reasons", OutsidePrograms.Sample("reasons")));
        foreach (GuestRun run in OutsidePrograms.AllRuns(result))
        {
            IEnumerable<FaultRecord> faults = run.Faults.Where(fault => fault.Vector != ExceptionVectors.PageFault);
            Assert.That(faults.Select(fault => (fault.Exception, fault.ErrorCode ?? 0, fault.Verdict, fault.Reason)), Is.EqualTo(Expected));
        }
    }

    /// <summary>XD forbids it as well as U/S; where there is no XD the error code says "read", and the line says what it was.</summary>
    [TestCase("qemu", "two-level", "05 True pde.us pte.us", "04 True pde.p ")]
    [TestCase("qemu", "pae", "15 False pde.us pte.us,pte.xd", "14 False pde.p ")]
    [TestCase("bochs", "pae", "15 False pde.us pte.us,pte.xd", "14 False pde.p ")]
    public async Task AllThatForbidsAFetchIsTold(string emulator, string paging, string mapped, string notMapped)
    {
        BootResult result = await OutsidePrograms.RunInAsync(
            paging, emulator, ("run-kernel-data", OutsidePrograms.Sample("run-kernel-data")));
        foreach (GuestRun run in OutsidePrograms.AllRuns(result))
        {
            FaultRecord fault = run.Faults.Single();
            string told = $"{fault.ErrorCode:x2} {fault.IsUntoldFetch} {fault.Decides} {string.Join(',', fault.Also)}";
            Assert.That(told, Is.EqualTo(run.Header.Variant == KernelWords.Shared ? mapped : notMapped), run.Header.Variant);
        }
    }

    [TestCaseSource(nameof(Boots))]
    public async Task NoExperimentFindsAnExceptionWithoutAReason(Cell boot)
    {
        IEnumerable<FaultRecord> faults = (await KernelBoot.WholeRunAsync(boot)).Verdict.Runs.SelectMany(run => run.Guest!.Faults);
        Assert.That(faults.Where(fault => fault.Verdict is "other-exception" or "stale-translation").Select(fault => fault.Text), Is.Empty);
    }
}
