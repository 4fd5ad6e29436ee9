using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>
/// Says why the processor refused. Pure: all it looks at are its arguments, and the tables it walks; so it can be tested on the host, and
/// asked about an access that never happened.
/// </summary>
public static class FaultExplainer
{
    /// <summary>How far below its limit an access is still taken for the stack's.</summary>
    private const uint StackOverrun = 4 << 20;

    private const uint IdtBit = 1 << 1; // of a selector error code: the index is one of the IDT (SDM vol. 3, 6.13)

    /// <summary>Explains a page fault of ring 3.</summary>
    /// <param name="walk">The address, walked in the tables that were in force.</param>
    /// <param name="kernelWalk">The same address, walked in the kernel's own tables.</param>
    /// <param name="error">The processor's error code.</param>
    /// <param name="userSpace">Where the task's own pages may be; the rest is the kernel's.</param>
    /// <param name="stack">Where the task's stack may be; up to 4 MB below counts as an overrun.</param>
    /// <returns>Why.</returns>
    public static Verdict PageFault(
        in PageWalk walk, in PageWalk kernelWalk, PageFaultErrorCode error, LinearRange userSpace, LinearRange stack)
    {
        if ((error & PageFaultErrorCode.ReservedBit) != 0)
        {
            return Verdict.ReservedBit;
        }

        switch (Judge(walk, error).Reason)
        {
            case AccessReason.NotPresent:
                return NotMapped(walk.Linear, kernelWalk.IsMapped, userSpace, stack);
            case AccessReason.ReservedBit:
            case AccessReason.ReservedWhenLoaded:
                return Verdict.ReservedBit;
            case AccessReason.SupervisorPage:
                return Verdict.SupervisorOnly;
            case AccessReason.ReadOnly:
                return Verdict.ReadOnly;
            case AccessReason.ExecuteDisabled:
                return Verdict.NoExecute;
            default:
                return Verdict.StaleTranslation;
        }
    }

    /// <summary>Explains why ring 3 may not touch a page that is not there, in a region that the program has.</summary>
    /// <param name="rights">What may be done in the region.</param>
    /// <returns>Why.</returns>
    public static Verdict NotThereYet(PageRights rights) => rights == PageRights.None ? Verdict.NoAccess : Verdict.RegionForbids;

    /// <summary>Asks <see cref="AccessCheck"/> about the access behind a page fault: which entry decides, and for what reason.</summary>
    /// <param name="walk">The address, walked in the tables that were in force.</param>
    /// <param name="error">The processor's error code: what was tried, and by whom.</param>
    /// <returns>What must come of it; that it is allowed if the processor went by something older than these entries.</returns>
    public static AccessOutcome Judge(in PageWalk walk, PageFaultErrorCode error)
    {
        var entries = new AccessEntries(EntryOrNone(walk, 0), EntryOrNone(walk, 1), EntryOrNone(walk, 2));
        AccessKind kind = (error & PageFaultErrorCode.Fetch) != 0 ? AccessKind.Fetch
            : (error & PageFaultErrorCode.Write) != 0 ? AccessKind.Write
            : AccessKind.Read;
        var access = new Access(kind, (error & PageFaultErrorCode.User) != 0 ? 3 : 0);
        return AccessCheck.Check(walk.Format, entries, walk.Linear, access, ControlOf(walk.Format));
    }

    /// <summary>Explains any other exception of ring 3.</summary>
    /// <param name="vector">The exception.</param>
    /// <param name="errorCode">The processor's error code.</param>
    /// <param name="instruction">The bytes at EIP as far as they could be read, first byte lowest; missing ones are 0x90, which explains nothing.</param>
    /// <returns>Why.</returns>
    public static Verdict Exception(uint vector, uint errorCode, uint instruction)
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
                    : PrivilegedInstruction.Explain(instruction);
            default:
                return Verdict.OtherException;
        }
    }

    /// <summary>
    /// An entry as it was found, or an absent one. QEMU marks a PDPTE as accessed, in bit 5, which is reserved there; since the reserved bits of
    /// PDPTEs are looked at when CR3 is loaded, and no fault of a page can come of them, the mark is taken off.
    /// </summary>
    private static PageEntry EntryOrNone(in PageWalk walk, int depth)
    {
        if (depth >= walk.Depth)
        {
            return default;
        }

        PageEntry entry = walk.Entry(depth);
        return walk.Format.Level(depth).HasRights ? entry : new PageEntry(entry.Raw & ~PageEntry.AccessedBit);
    }

    /// <summary>
    /// How this kernel runs. Of the processor's make nothing is asked: a bit that is reserved on this one and not on another shows in the
    /// error code, and has been looked for there.
    /// </summary>
    private static AccessControl ControlOf(PagingFormat format) => new(
        AccessControlBits.WriteProtect | AccessControlBits.PageSizeExtensions | AccessControlBits.PageAttributeTable | AccessControlBits.WidePageSizeExtensions
            | (format.HasExecuteDisable ? AccessControlBits.ExecuteDisable : AccessControlBits.None));

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
