using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
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
    /// <param name="kernelWindow">The kernel's part of linear space, less the trampoline.</param>
    /// <param name="stack">Where the task's stack may be; up to 4 MB below counts as an overrun.</param>
    /// <returns>Why.</returns>
    public static Verdict PageFault(
        in PageWalk walk, in PageWalk kernelWalk, PageFaultErrorCode error, LinearRange kernelWindow, LinearRange stack)
    {
        if ((error & PageFaultErrorCode.ReservedBit) != 0)
        {
            return Verdict.ReservedBit;
        }

        if (!walk.IsMapped)
        {
            return NotMapped(walk.Linear, kernelWalk.IsMapped, kernelWindow, stack);
        }

        if ((error & PageFaultErrorCode.User) != 0 && !walk.IsUser)
        {
            return Verdict.SupervisorOnly;
        }

        if ((error & PageFaultErrorCode.Write) != 0 && (walk.Rights & PageRights.Write) == 0)
        {
            return Verdict.ReadOnly;
        }

        if ((error & PageFaultErrorCode.Fetch) != 0 && (walk.Rights & PageRights.Execute) == 0)
        {
            return Verdict.NoExecute;
        }

        return Verdict.StaleTranslation;
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
            case ExceptionVector.GeneralProtection:
                return (errorCode & IdtBit) != 0 ? Verdict.GateForbidden
                    : errorCode != 0 ? Verdict.GeneralProtection
                    : PrivilegedInstruction.Explain(instruction);
            default:
                return Verdict.OtherException;
        }
    }

    private static Verdict NotMapped(LinearAddress address, bool kernelHasIt, LinearRange kernelWindow, LinearRange stack)
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

        return kernelWindow.Contains(address) || KernelLayout.TrampolineRange.Contains(address) ? Verdict.KernelHole : Verdict.UserHole;
    }
}
