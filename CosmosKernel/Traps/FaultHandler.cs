using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Signals;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Traps;

/// <summary>
/// What happens when the processor refuses a task something: mend it, or find out why and deliver it to the program, or end the task. All of it is
/// written down, unless there has been too much of the same.
/// </summary>
public sealed unsafe class FaultHandler
{
    private readonly Scheduler scheduler;
    private readonly PhysicalMemory memory;
    private readonly SignalFrames signalFrames;
    private readonly FaultLog log;
    private readonly FaultHistory history;

    // The last one that was written down, or is to be. Not a local variable, which would be cleared at each fault, walk and all.
    private Fault fault;

    /// <summary>Makes the handler.</summary>
    /// <param name="scheduler">Whose current task faults.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="signalFrames">How a fault is delivered.</param>
    /// <param name="log">Where each fault is written down.</param>
    /// <param name="history">Where the last of them are kept.</param>
    public FaultHandler(Scheduler scheduler, Machine machine, SignalFrames signalFrames, FaultLog log, FaultHistory history)
    {
        this.scheduler = scheduler;
        memory = machine.Memory;
        this.signalFrames = signalFrames;
        this.log = log;
        this.history = history;
    }

    /// <summary>Handles an exception that the current task caused in ring 3.</summary>
    /// <param name="frame">The interrupted registers.</param>
    public void Handle(TrapFrame* frame)
    {
        UserTask* task = scheduler.Current;
        if (frame->Vector != ExceptionVector.PageFault)
        {
            HandleOther(task, frame);
            return;
        }

        var address = new LinearAddress(ControlRegisters.ReadCr2());
        uint code = Signal.NothingThere;
        Region* region = UserTask.Regions(task).Find(address);
        if (region != null)
        {
            if (scheduler.RateLimit.HasRoom)
            {
                Look(frame, address); // now: what is mended is told as the processor found it
            }

            // Ring 3 needs its right also where the processor reads a descriptor for it, with ring 0's.
            PageRights wanted = PageRights.User | ((PageRights)frame->ErrorCode & (PageRights.Write | PageRights.Execute));
            PageOutcome outcome = scheduler.Space.FaultIn(region, address, wanted);
            if (outcome > PageOutcome.Present)
            {
                TellMended(task, frame, address, outcome);
                return;
            }

            if (outcome == PageOutcome.OutOfMemory)
            {
                EndForMemory(task, frame, address);
                return;
            }

            code = Signal.NotAllowed;
        }

        task->FaultAddress = address;
        Deliver(task, frame, new SignalInformation(Signal.SegmentationViolation, code, address.Value));
    }

    /// <summary>Ends the current task over an exception of the entry code's IRET: ring 3 cannot be given that state back.</summary>
    /// <param name="frame">The interrupted registers, which are the entry code's.</param>
    public void HandleInReturn(TrapFrame* frame)
    {
        UserTask* task = scheduler.Current;
        if (frame->Vector == ExceptionVector.PageFault)
        {
            task->FaultAddress = new LinearAddress(ControlRegisters.ReadCr2());
        }

        SignalInformation information = InformationOf(task, frame);
        Explain(task, frame, true);
        End(task, information.Signal);
    }

    /// <summary>
    /// Ends the current task because the processor was in virtual-8086 mode, which the kernel never enters. Whatever trap came of it,
    /// the signal is
    /// SIGSEGV, as Linux has it for a state that ring 3 must not be in, and no handler gets it: the task's registers are not known.
    /// </summary>
    /// <param name="frame">The interrupted registers; CS and EIP are that mode's.</param>
    public void HandleVirtual8086(TrapFrame* frame)
    {
        UserTask* task = scheduler.Current;
        if (frame->Vector == ExceptionVector.PageFault)
        {
            task->FaultAddress = new LinearAddress(ControlRegisters.ReadCr2());
            Note(frame, task->FaultAddress);
            Look(frame, task->FaultAddress);
            Judge(frame);
        }
        else
        {
            Note(frame, default);
        }

        fault.Verdict = Verdict.Virtual8086;
        End(task, Signal.SegmentationViolation);
    }

    private static SignalInformation InformationOf(UserTask* task, TrapFrame* frame)
    {
        uint vector = frame->Vector;
        return new SignalInformation(Signal.Of(vector), Signal.CodeOf(vector, CauseOf(vector, task)), Signal.NamesInstruction(vector) ? frame->Eip : 0);
    }

    /// <summary>What the processor keeps of an exception elsewhere than in its error code; see <see cref="Signal.CodeOf"/>.</summary>
    private static uint CauseOf(uint vector, UserTask* task) => vector switch
    {
        ExceptionVector.Debug => DebugRegisters.ReadAndClearDr6(),
        ExceptionVector.X87Error => FloatingPointState.X87Errors(UserTask.FxArea(task)),
        ExceptionVector.SimdError => FloatingPointState.SseErrors(UserTask.FxArea(task)),
        _ => 0,
    };

    private static Verdict VerdictOf(PageOutcome mended) => mended switch
    {
        PageOutcome.Zeroed => Verdict.DemandZero,
        PageOutcome.StackGrown => Verdict.StackGrown,
        PageOutcome.Copied => Verdict.CopiedOnWrite,
        _ => Verdict.LastOwner,
    };

    /// <summary>Whether the tables that <see cref="Look"/> has found explain the fault that <see cref="Note"/> has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Judge(TrapFrame* frame) =>
        FaultExplainer.Explains(scheduler.Judge.Judge(ref fault, frame), (PageFaultErrorCode)fault.ErrorCode);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(TrapFrame* frame, LinearAddress address) =>
        fault.Walk = scheduler.Space.Tables.Walk(new PhysicalAddress(frame->Cr3), address);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandleOther(UserTask* task, TrapFrame* frame) => Deliver(task, frame, InformationOf(task, frame));

    /// <summary>Lets the program handle its fault, or ends the task.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(UserTask* task, TrapFrame* frame, SignalInformation information)
    {
        SignalAction* action = SignalFrames.HandlerOf(task, information.Signal);
        if (action == null)
        {
            Explain(task, frame, false);
            End(task, information.Signal);
            return;
        }

        if (scheduler.RateLimit.HasRoom)
        {
            Explain(task, frame, false); // now: the handler's frame may bring a page, or lie where the instruction was
        }

        if (signalFrames.TryDeliver(task, frame, action, information))
        {
            TellDelivered(task, information.Signal);
            return;
        }

        if (!scheduler.RateLimit.HasRoom)
        {
            Explain(task, frame, false);
        }

        End(task, Signal.SegmentationViolation); // no place for the handler's frame: the signal that Linux has for it
    }

    private void EndForMemory(UserTask* task, TrapFrame* frame, LinearAddress address)
    {
        Note(frame, address);
        Look(frame, address);
        fault.Verdict = Judge(frame) ? Verdict.OutOfMemory : Verdict.StaleTranslation;
        End(task, Signal.Kill);
    }

    private void TellMended(UserTask* task, TrapFrame* frame, LinearAddress address, PageOutcome outcome)
    {
        if (scheduler.RateLimit.TryTake(LineKind.Mended))
        {
            WriteMended(task, frame, address, outcome);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteMended(UserTask* task, TrapFrame* frame, LinearAddress address, PageOutcome outcome)
    {
        Note(frame, address);
        fault.Verdict = Judge(frame) ? VerdictOf(outcome) : Verdict.StaleTranslation;
        Write(task, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TellDelivered(UserTask* task, int signal)
    {
        if (scheduler.RateLimit.TryTake(LineKind.Delivered))
        {
            Write(task, signal);
        }
    }

    private void End(UserTask* task, int signal)
    {
        if (!task->IsForked || scheduler.RateLimit.TryTake(LineKind.Fatal))
        {
            Write(task, 0);
        }

        task->FaultVector = (int)fault.Vector;
        task->FaultErrorCode = fault.ErrorCode;
        task->FaultVerdict = fault.Verdict;
        scheduler.EndCurrent(0, signal);
    }

    /// <summary>Keeps what the processor said.</summary>
    private void Note(TrapFrame* frame, LinearAddress address)
    {
        fault.Vector = frame->Vector;
        fault.ErrorCode = frame->ErrorCode;
        fault.Eip = frame->Eip;
        fault.Address = address;
        fault.Obstacles = default;
        fault.IsUnreportedFetch = false;
        fault.Rule = InstructionRule.None;
    }

    private void Write(UserTask* task, int delivered)
    {
        log.Write(ref fault, scheduler.NameOf(task), scheduler.Mapping.Name, scheduler.Mapping.Kernel.Format, delivered);
        history.Add(in fault, scheduler.NameOf(task), task->Pid, scheduler.Mapping.Name);
        MagicBreak.At(BreakPlaces.Fault);
    }

    private void Explain(UserTask* task, TrapFrame* frame, bool inReturn)
    {
        if (frame->Vector != ExceptionVector.PageFault)
        {
            Note(frame, default);
            fault.Verdict = inReturn ? Verdict.BadReturn : ExplainOther(new LinearAddress(frame->Eip));
            return;
        }

        Note(frame, task->FaultAddress);
        Look(frame, fault.Address);
        ExplainPage(task, frame);
    }

    private void ExplainPage(UserTask* task, TrapFrame* frame)
    {
        var error = (PageFaultErrorCode)fault.ErrorCode;
        AccessOutcome outcome = scheduler.Judge.Judge(ref fault, frame);
        Region* region = UserTask.Regions(task).Find(fault.Address);
        if (!fault.Walk.IsMapped && region != null && FaultExplainer.Explains(outcome, error))
        {
            fault.Verdict = FaultExplainer.NotPopulated(region->Rights);
            return;
        }

        fault.Verdict = FaultExplainer.PageFault(
            fault.Walk,
            outcome,
            scheduler.Mapping.Kernel.Walk(fault.Address),
            error,
            scheduler.Mapping.UserSpace,
            task->Stack);
    }

    private Verdict ExplainOther(LinearAddress eip)
    {
        if (fault.Vector == ExceptionVector.GeneralProtection && fault.ErrorCode == 0)
        {
            fault.Rule = PrivilegedInstruction.RuleOf(InstructionAt(eip));
        }

        return FaultExplainer.Exception(fault.Vector, fault.ErrorCode, fault.Rule);
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
