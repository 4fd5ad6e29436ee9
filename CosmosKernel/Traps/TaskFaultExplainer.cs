using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Tasks;

namespace CosmosKernel.Traps;

/// <summary>
/// Finds out why the processor refused a task something: from the tables that were in force, or from the instruction. To be asked before
/// anything is done about the fault, since that may change both.
/// </summary>
internal sealed unsafe class TaskFaultExplainer
{
    private readonly Scheduler scheduler;
    private readonly PhysicalMemory memory;

    /// <summary>Makes it.</summary>
    /// <param name="scheduler">Whose current task faults.</param>
    /// <param name="machine">The machine.</param>
    public TaskFaultExplainer(Scheduler scheduler, Machine machine)
    {
        this.scheduler = scheduler;
        memory = machine.Memory;
    }

    /// <summary>Explains a page fault: keeps what the processor said, the walk, which bits refuse, and the verdict.</summary>
    /// <param name="fault">Gets it all.</param>
    /// <param name="task">The task.</param>
    /// <param name="frame">The interrupted registers.</param>
    /// <param name="address">CR2.</param>
    public void ExplainPageFault(ref Fault fault, UserTask* task, TrapFrame* frame, LinearAddress address)
    {
        Observe(ref fault, frame, address);
        fault.Walk = scheduler.Space.Tables.Walk(new PhysicalAddress(frame->Cr3), address);
        var error = (PageFaultErrorCode)fault.ErrorCode;
        AccessOutcome outcome = scheduler.Judge.Judge(ref fault, frame);
        fault.IsExplained = FaultExplainer.Explains(outcome, error);
        Region* region = UserTask.Regions(task).Find(address);
        fault.Verdict = !fault.Walk.IsMapped && region != null && fault.IsExplained
            ? FaultExplainer.NotPopulated(region->Rights)
            : FaultExplainer.PageFault(
                fault.Walk, outcome, scheduler.Mapping.Kernel.Walk(address), error, scheduler.Mapping.UserSpace, task->Stack);
    }

    /// <summary>Explains another exception, from its vector and error code; a #GP of no selector from the instruction.</summary>
    /// <param name="fault">Gets what the processor said, and the verdict.</param>
    /// <param name="frame">The interrupted registers.</param>
    public void ExplainOther(ref Fault fault, TrapFrame* frame)
    {
        Observe(ref fault, frame, default);
        if (fault.Vector == ExceptionVector.GeneralProtection && fault.ErrorCode == 0)
        {
            fault.Rule = PrivilegedInstruction.RuleOf(InstructionAt(new LinearAddress(frame->Eip)));
        }

        fault.Verdict = FaultExplainer.Exception(fault.Vector, fault.ErrorCode, fault.Rule);
    }

    /// <summary>Keeps what the processor said, and nothing else.</summary>
    /// <param name="fault">Gets it.</param>
    /// <param name="frame">The interrupted registers.</param>
    /// <param name="address">CR2, of a page fault.</param>
    public void Observe(ref Fault fault, TrapFrame* frame, LinearAddress address)
    {
        fault.Vector = frame->Vector;
        fault.ErrorCode = frame->ErrorCode;
        fault.Eip = frame->Eip;
        fault.Address = address;
        fault.Obstacles = default;
        fault.IsUnreportedFetch = false;
        fault.IsExplained = true;
        fault.Rule = InstructionRule.None;
    }

    /// <summary>Reads an instruction through the task's tables, up to where nothing is mapped for ring 3.</summary>
    private InstructionBytes InstructionAt(LinearAddress eip)
    {
        InstructionBytes code = default;
        for (uint i = 0; i < InstructionBytes.Most; i++)
        {
            PageWalk walk = scheduler.Space.Tables.Walk(eip + i);
            if (!walk.IsUser)
            {
                break;
            }

            code.Add(*memory.Pointer(walk.Physical));
        }

        return code;
    }
}
