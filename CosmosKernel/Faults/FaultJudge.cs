using CosmosKernel.Cpu;
using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>
/// Holds a page fault's error code against the tables, as this processor reads them. What it needs to know of the processor it asks once,
/// when a mapping is put in force, and never in a trap.
/// </summary>
internal sealed unsafe class FaultJudge
{
    private AccessControl control;
    private Emulator emulator;

    /// <summary>Asks the processor. Not in a trap.</summary>
    /// <param name="format">The paging format in force.</param>
    public void Use(PagingFormat format)
    {
        control = ProcessorAccess.Read(format);
        emulator = Hypervisor.IsQemu() ? Emulator.Qemu : Emulator.None;
    }

    /// <summary>Judges a page fault, and keeps in it which bits refuse.</summary>
    /// <param name="fault">The fault, with the walk through the tables that were in force.</param>
    /// <param name="frame">The interrupted registers.</param>
    /// <returns>What the tables make of the access; it need not be what the processor said.</returns>
    public AccessOutcome Judge(ref Fault fault, TrapFrame* frame)
    {
        var error = (PageFaultErrorCode)fault.ErrorCode;
        fault.IsUnreportedFetch = FaultExplainer.IsUnreportedFetch(error, fault.Eip, fault.Address);
        bool isUser = Selector.PrivilegeLevel(frame->Cs) == 3 || (frame->Eflags & Eflags.Virtual8086) != 0;
        Access access = FaultExplainer.AccessOf(error, fault.IsUnreportedFetch, isUser);
        AccessControl now = (frame->Eflags & Eflags.AlignmentCheck) != 0 ? control.With(AccessControlBits.AlignmentCheck) : control;
        AccessOutcome outcome = FaultExplainer.Judge(fault.Walk, error, access, now, emulator);
        fault.Obstacles = FaultExplainer.Explains(outcome, error) ? outcome.Obstacles : default;
        return outcome;
    }
}
