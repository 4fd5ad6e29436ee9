using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>
/// Says why the processor refused. Pure: all it looks at are its arguments, and the tables it walks; so it can be tested on the host, and
/// asked about an access that never happened.
/// </summary>
internal static class FaultExplainer
{
    /// <summary>How far below its limit an access is still taken for the stack's.</summary>
    private const uint StackOverrun = 4 << 20;

    private const uint IdtBit = 1 << 1; // of a selector error code: the index is one of the IDT (SDM vol. 3, 6.13)

    /// <summary>Explains a page fault of ring 3.</summary>
    /// <param name="walk">The address, walked in the tables that were in force.</param>
    /// <param name="outcome">What <see cref="Judge"/> makes of it.</param>
    /// <param name="kernelWalk">The same address, walked in the kernel's own tables.</param>
    /// <param name="error">The processor's error code.</param>
    /// <param name="userSpace">Where the task's own pages may be; the rest is the kernel's.</param>
    /// <param name="stack">Where the task's stack may be; up to 4 MB below counts as an overrun.</param>
    /// <returns>Why.</returns>
    public static Verdict PageFault(
        in PageWalk walk,
        in AccessOutcome outcome,
        in PageWalk kernelWalk,
        PageFaultErrorCode error,
        LinearRange userSpace,
        LinearRange stack)
    {
        if (!Explains(outcome, error))
        {
            return Verdict.StaleTranslation;
        }

        return outcome.Reason switch
        {
            AccessReason.NotPresent => NotMapped(walk.Linear, kernelWalk.IsMapped, userSpace, stack),
            AccessReason.ReservedBit => Verdict.ReservedBit,
            AccessReason.SupervisorPage => Verdict.SupervisorOnly,
            AccessReason.ReadOnly => Verdict.ReadOnly,
            AccessReason.ExecuteDisabled => Verdict.NoExecute,
            AccessReason.SupervisorExecution => Verdict.Smep,
            AccessReason.SupervisorData => Verdict.Smap,
            _ => Verdict.StaleTranslation, // no page fault, and so explained by nothing
        };
    }

    /// <summary>Explains why ring 3 may not touch a page that is not there, in a region that the program has.</summary>
    /// <param name="rights">What may be done in the region.</param>
    /// <returns>Why.</returns>
    public static Verdict NotPopulated(PageRights rights) => rights == PageRights.None ? Verdict.NoAccess : Verdict.RegionForbids;

    /// <summary>
    /// Whether a fault is one of a fetch that the error code calls a read: what could not be read is the instruction itself. That I/D is 0
    /// says nothing where neither SMEP nor XD is in use (SDM vol. 3, 4.7).
    /// </summary>
    /// <param name="error">The processor's error code.</param>
    /// <param name="eip">Where the instruction is.</param>
    /// <param name="address">CR2.</param>
    /// <returns>True if so.</returns>
    public static bool IsUnreportedFetch(PageFaultErrorCode error, uint eip, LinearAddress address) =>
        eip == address.Value && (error & (PageFaultErrorCode.Fetch | PageFaultErrorCode.Write)) == 0;

    /// <summary>The access behind a page fault.</summary>
    /// <param name="error">The processor's error code: what was tried.</param>
    /// <param name="isUntoldFetch">Whether a read is known to be a fetch.</param>
    /// <param name="isUser">Whether the interrupted code is ring 3's. With U/S=0 the processor then made the access of itself.</param>
    /// <returns>The access.</returns>
    public static Access AccessOf(PageFaultErrorCode error, bool isUntoldFetch, bool isUser)
    {
        AccessKind kind = isUntoldFetch || (error & PageFaultErrorCode.Fetch) != 0 ? AccessKind.Fetch
            : (error & PageFaultErrorCode.Write) != 0 ? AccessKind.Write
            : AccessKind.Read;
        return !isUser ? new Access(kind, 0)
            : (error & PageFaultErrorCode.User) != 0 ? new Access(kind, 3)
            : Access.Implicit(kind, 3);
    }

    /// <summary>Asks <see cref="AccessCheck"/> about the access behind a page fault: which entries refuse, and for what reason.</summary>
    /// <param name="walk">The address, walked in the tables that were in force.</param>
    /// <param name="error">The processor's error code.</param>
    /// <param name="access">What was done.</param>
    /// <param name="control">The processor's state and make.</param>
    /// <param name="emulator">Whose known deviations count.</param>
    /// <returns>What must come of it; what comes of it in the emulator, if that alone explains the code.</returns>
    public static AccessOutcome Judge(
        in PageWalk walk, PageFaultErrorCode error, in Access access, in AccessControl control, Emulator emulator)
    {
        AccessOutcome outcome = AccessCheck.Check(walk.Format, AccessEntries.Of(walk), walk.Linear, access, control);
        if (emulator == Emulator.None || Explains(outcome, error))
        {
            return outcome;
        }

        foreach (EmulatorQuirk quirk in EmulatorQuirk.All)
        {
            if (quirk.Emulator == emulator)
            {
                AccessOutcome other = quirk.Outcome(walk, access, control);
                if (Explains(other, error))
                {
                    return other;
                }
            }
        }

        return outcome;
    }

    /// <summary>Whether tables explain an error code.</summary>
    /// <param name="outcome">What they make of the access.</param>
    /// <param name="error">The code that the processor pushed.</param>
    /// <returns>False if the processor went by something else than these entries.</returns>
    public static bool Explains(in AccessOutcome outcome, PageFaultErrorCode error) => outcome.IsPageFault && outcome.ErrorCode == error;

    /// <summary>Explains any other exception of ring 3.</summary>
    /// <param name="vector">The exception.</param>
    /// <param name="errorCode">The processor's error code.</param>
    /// <param name="rule">Of a #GP(0): the rule that the instruction at EIP broke, as far as it is known.</param>
    /// <returns>Why.</returns>
    public static Verdict Exception(uint vector, uint errorCode, InstructionRule rule)
    {
        switch (vector)
        {
            case ExceptionVector.DivideError:
                return Verdict.DivideError;
            case ExceptionVector.InvalidOpcode:
                return Verdict.InvalidOpcode;
            case ExceptionVector.Debug:
            case ExceptionVector.Breakpoint:
            case ExceptionVector.Overflow:
                return Verdict.ProgramTrap;
            case ExceptionVector.X87Error:
            case ExceptionVector.SimdError:
                return Verdict.FloatingPoint;
            case ExceptionVector.AlignmentCheck:
                return Verdict.Misaligned;
            case ExceptionVector.GeneralProtection:
                return (errorCode & IdtBit) != 0 ? Verdict.GateForbidden
                    : errorCode != 0 ? Verdict.GeneralProtection
                    : PrivilegedInstruction.VerdictOf(rule);
            case ExceptionVector.BoundExceeded:
                return Verdict.BoundExceeded;
            case ExceptionVector.InvalidTss:
                return Verdict.NestedTask;
            case ExceptionVector.SegmentNotPresent:
                return Verdict.SegmentNotPresent;
            case ExceptionVector.StackFault:
                return Verdict.StackSegment;
            default:
                return Verdict.OtherException;
        }
    }

    private static Verdict NotMapped(LinearAddress address, bool kernelHasIt, LinearRange userSpace, LinearRange stack)
    {
        if (address.Page.Value == 0)
        {
            return Verdict.NullPointer;
        }

        if (kernelHasIt)
        {
            return Verdict.NotMappedHere;
        }

        if (address.Value < stack.Start && stack.Start - address.Value <= StackOverrun)
        {
            return Verdict.StackLimit;
        }

        return userSpace.Contains(address) ? Verdict.UserHole : Verdict.KernelHole;
    }
}
