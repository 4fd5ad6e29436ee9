using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosKernel.Faults;

/// <summary>What happens when the processor refuses a task something: find out why, write it down, mend it or end the task.</summary>
public sealed unsafe class FaultHandler
{
    private readonly Scheduler scheduler;
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private readonly FaultLog log;

    /// <summary>Makes the handler.</summary>
    /// <param name="scheduler">Whose current task faults.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where a growing stack's pages come from.</param>
    /// <param name="log">Where each fault is written down.</param>
    public FaultHandler(Scheduler scheduler, PhysicalMemory memory, FrameAllocator frames, FaultLog log)
    {
        this.scheduler = scheduler;
        this.memory = memory;
        this.frames = frames;
        this.log = log;
    }

    /// <summary>Handles an exception that the current task caused in ring 3, or by a state that ring 3 cannot be given back.</summary>
    /// <param name="frame">The interrupted registers.</param>
    /// <param name="inReturn">Whether it was the entry code's IRET that faulted.</param>
    public void Handle(TrapFrame* frame, bool inReturn)
    {
        Task task = scheduler.Current;
        var fault = new Fault { Vector = frame->Vector, ErrorCode = frame->ErrorCode, Eip = frame->Eip };
        if (frame->Vector == ExceptionVector.PageFault)
        {
            ExplainPageFault(task, ref fault);
        }
        else
        {
            fault.Verdict = inReturn ? Verdict.BadReturn
                : FaultExplainer.Exception(fault.Vector, fault.ErrorCode, InstructionAt(task, new LinearAddress(frame->Eip)));
        }

        log.Write(ref fault, task.Name, scheduler.Mapping.Name, task.Tables.Format);
        if (fault.Verdict == Verdict.StackGrown)
        {
            return;
        }

        task.LastFault = fault;
        task.HasFault = true;
        int signal = fault.Verdict == Verdict.OutOfMemory ? Signal.Kill : Signal.Of(fault.Vector);
        scheduler.EndCurrent(Signal.Status(signal));
    }

    private void ExplainPageFault(Task task, ref Fault fault)
    {
        fault.Address = new LinearAddress(ControlRegisters.ReadCr2());
        fault.Walk = task.Tables.Walk(fault.Address);
        if (!fault.Walk.IsMapped && task.Stack.Contains(fault.Address))
        {
            fault.Verdict = UserMemory.TryGrowStack(scheduler.Mapping, frames, task, fault.Address) ? Verdict.StackGrown : Verdict.OutOfMemory;
            return;
        }

        fault.Verdict = FaultExplainer.PageFault(
            fault.Walk,
            scheduler.Mapping.Kernel.Walk(fault.Address),
            (PageFaultErrorCode)fault.ErrorCode,
            scheduler.Mapping.Layout.Window,
            task.Stack);
    }

    /// <summary>Reads four bytes of code through the task's tables; what is not mapped for ring 3 reads as NOP.</summary>
    private uint InstructionAt(Task task, LinearAddress eip)
    {
        uint instruction = 0;
        for (uint i = 0; i < sizeof(uint); i++)
        {
            PageWalk walk = task.Tables.Walk(eip + i);
            uint code = walk.IsUser ? *memory.Pointer(walk.Physical) : 0x90u;
            instruction |= code << (int)(i * 8);
        }

        return instruction;
    }
}
