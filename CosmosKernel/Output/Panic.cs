using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Memory;

namespace CosmosKernel.Output;

/// <summary>
/// The end of a kernel that cannot go on: it says all it knows and stops the machine. Every line begins with <c>panic: </c>.
/// </summary>
public sealed unsafe class Panic : FatalErrorHandler
{
    private readonly KernelLog log;

    /// <summary>Makes it, well before it is needed.</summary>
    /// <param name="log">Where it speaks.</param>
    public Panic(KernelLog log) => this.log = log;

    /// <inheritdoc/>
    public override void Stop(string reason)
    {
        log.TakeScreen();
        log.Text("panic: ").Text(reason).EndLine();
        MachineExit.With(MachineOutcome.Panic);
    }

    /// <summary>Stops because of an exception that cannot be laid on a task, and says why it could not be mended.</summary>
    /// <param name="frame">The registers of what was interrupted.</param>
    /// <param name="reason">Part of a sentence.</param>
    public void Stop(TrapFrame* frame, string reason)
    {
        log.BreakOff();
        log.Text("panic: ").Text(reason).EndLine();
        Stop(frame);
    }

    /// <summary>Stops because of an exception that cannot be laid on a task: ring 0 itself faulted, or the machine is broken.</summary>
    /// <param name="frame">The registers of what was interrupted.</param>
    public void Stop(TrapFrame* frame)
    {
        log.TakeScreen();
        log.Text("panic: ").Text(ExceptionVector.Mnemonic((int)frame->Vector))
            .Text((frame->Eflags & Eflags.Virtual8086) != 0 ? " in virtual-8086 mode"
                : Selector.PrivilegeLevel(frame->Cs) == 0 ? " in the kernel" : " in ring 3").EndLine();
        log.Text("panic: cs=").Hex(frame->Cs & 0xFFFF, 4).Text(" eip=").Hex(frame->Eip).Text(" frame=").Hex((uint)frame).Text(" error=")
            .Hex(frame->ErrorCode, 4).Text(" cr2=").Hex(ControlRegisters.ReadCr2())
            .Text(" cr3=").Hex(frame->Cr3).Text(" eflags=").Hex(frame->Eflags).EndLine();
        log.Text("panic: eax=").Hex(frame->Eax).Text(" ebx=").Hex(frame->Ebx).Text(" ecx=").Hex(frame->Ecx).Text(" edx=").Hex(frame->Edx)
            .EndLine();
        log.Text("panic: esi=").Hex(frame->Esi).Text(" edi=").Hex(frame->Edi).Text(" ebp=").Hex(frame->Ebp).EndLine();
        MachineExit.With(MachineOutcome.Panic);
    }

    /// <summary>Stops because a fault could not even be reported.</summary>
    /// <param name="interrupted">What was running.</param>
    /// <param name="guardPage">The page under the kernel stack.</param>
    public void StopAtDoubleFault(TaskStateSegment* interrupted, uint guardPage)
    {
        uint cr2 = ControlRegisters.ReadCr2();
        log.TakeScreen();
        log.Text("panic: double fault").EndLine();
        log.Text("panic: eip=").Hex(interrupted->Eip).Text(" esp=").Hex(interrupted->Esp).Text(" ebp=").Hex(interrupted->Ebp)
            .Text(" cs=").Hex(interrupted->Cs, 4).Text(" eflags=").Hex(interrupted->Eflags).Text(" cr2=").Hex(cr2).EndLine();
        if (cr2 - guardPage < Frame.Size)
        {
            log.Text("panic: cr2 is in the guard page: the kernel stack overflowed").EndLine();
        }

        MachineExit.With(MachineOutcome.Panic);
    }
}
