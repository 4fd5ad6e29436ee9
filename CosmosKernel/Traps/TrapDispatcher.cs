using System.Runtime.CompilerServices;
using CosmosKernel.Calls;
using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Faults;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Scheduling;

namespace CosmosKernel.Traps;

/// <summary>
/// Where every trap arrives in C#. Four kinds: a system call, which the entry code tells apart; a hardware interrupt, a fault of the task
/// and a fault of the kernel, which the vector and the interrupted privilege level tell apart.
/// </summary>
internal sealed unsafe class TrapDispatcher : TrapHandler
{
    private readonly Scheduler scheduler;
    private readonly SystemCalls systemCalls;
    private readonly FaultHandler faults;
    private readonly KernelFaultHandler kernelFaults;
    private readonly Panic panic;
    private readonly LinearAddress guardPage;
    private readonly Provocation provocation;

    /// <summary>Makes the dispatcher.</summary>
    /// <param name="scheduler">The tasks.</param>
    /// <param name="systemCalls">Who handles a system call.</param>
    /// <param name="faults">Who handles a task's fault.</param>
    /// <param name="kernelFaults">Who handles the kernel's.</param>
    /// <param name="panic">Who handles what nobody can.</param>
    /// <param name="guardPage">The page under the kernel stack, which nothing may touch.</param>
    /// <param name="provocation">What is to go wrong.</param>
    public TrapDispatcher(
        Scheduler scheduler,
        SystemCalls systemCalls,
        FaultHandler faults,
        KernelFaultHandler kernelFaults,
        Panic panic,
        LinearAddress guardPage,
        Provocation provocation)
    {
        this.scheduler = scheduler;
        this.systemCalls = systemCalls;
        this.faults = faults;
        this.kernelFaults = kernelFaults;
        this.panic = panic;
        this.guardPage = guardPage;
        this.provocation = provocation;
    }

    /// <summary>Who takes exceptions instead, or null.</summary>
    public TrapDiversion? Diversion { get; set; }

    /// <inheritdoc/>
    protected override void Handle(TrapFrame* frame)
    {
        if (frame->Vector == ExceptionVector.NonMaskable)
        {
            panic.Stop(frame);
        }

        if (frame == (TrapFrame*)Trampoline.TaskFrame)
        {
            HandleOfTask(frame);
        }
        else if ((frame->Eflags & Eflags.Virtual8086) != 0)
        {
            EndVirtual8086(frame);
        }
        else
        {
            HandleOfKernel(frame);
        }
    }

    /// <inheritdoc/>
    protected override void HandleSystemCall(TrapFrame* frame) => systemCalls.Handle(frame);

    /// <inheritdoc/>
    protected override void HandleDoubleFault(TaskStateSegment* interrupted) => panic.StopAtDoubleFault(interrupted, guardPage.Value);

    /// <summary>
    /// A trap that the processor took on an empty entry stack, so from ring 3; and its privilege level must say the same.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void HandleOfTask(TrapFrame* frame)
    {
        if (Selector.PrivilegeLevel(frame->Cs) != 3)
        {
            panic.Stop(frame, "a frame of ring 0 lies where ring 3's does");
        }

        if (frame->Vector >= ExceptionVector.Count)
        {
            Interrupt(frame);
        }
        else if (Diversion != null)
        {
            Diversion.Handle(frame);
        }
        else
        {
            faults.Handle(frame);
        }
    }

    /// <summary>A trap out of ring 0: of the entry code's IRET, or of the kernel itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandleOfKernel(TrapFrame* frame)
    {
        if (Selector.PrivilegeLevel(frame->Cs) == 3)
        {
            panic.Stop(frame, "a frame of ring 3 does not lie where it should");
        }

        if (frame->Vector >= ExceptionVector.Count)
        {
            Interrupt(frame);
        }
        else if (Diversion != null)
        {
            Diversion.Handle(frame);
        }
        else if (frame->Eip >= Trampoline.Code && frame->Eip < Trampoline.CodeEnd)
        {
            faults.HandleInReturn(frame);
        }
        else
        {
            kernelFaults.Handle(frame);
        }
    }

    /// <summary>
    /// Ring 3 got into virtual-8086 mode, whatever let it. There is no going on: what lies at the task's place is not its registers,
    /// and that mode may
    /// have turned interrupts off.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndVirtual8086(TrapFrame* frame)
    {
        uint line = frame->Vector - InterruptController.FirstVector;
        if (line < InterruptController.Lines)
        {
            InterruptController.Acknowledge(frame->Vector);
        }

        faults.HandleVirtual8086(frame);
    }

    private void Interrupt(TrapFrame* frame)
    {
        if (!InterruptController.Acknowledge(frame->Vector) || frame->Vector != InterruptController.FirstVector)
        {
            return;
        }

        if (Processor.IsResting)
        {
            return;
        }

        if (Selector.PrivilegeLevel(frame->Cs) == 0)
        {
            panic.Stop("a tick in ring 0: something turned interrupts on there");
        }

        if (provocation.Is(Calamity.DoubleFault))
        {
            Overflow(0);
        }

        scheduler.Preempt();

        // Not reached if that was the last task's end: then the kernel's own flow has gone on.
        scheduler.PauseIfDue();
    }

    /// <summary>Never ends: each level takes a little of the stack.</summary>
    private int Overflow(int depth) => depth < 0 ? 0 : Overflow(depth + 1) + scheduler.Count;
}
