using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Signals;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Traps;

/// <summary>
/// What happens when the processor refuses a task something, in four steps: <b>observe</b> what the processor says, <b>explain</b> it from
/// the tables, <b>act</b> (mend it, deliver it to the program as a signal, or end the task), <b>tell</b>. The fault goes from step to
/// step. Of the same thing a thousand times only the first are told, and only those are explained: explaining takes longer than mending.
/// </summary>
internal sealed unsafe class FaultHandler
{
    private readonly Scheduler scheduler;
    private readonly SignalFrames signalFrames;
    private readonly TaskFaultExplainer explainer;
    private readonly FaultReporter reporter;

    // The last one that was explained. Not a local variable, which would be cleared at each fault, walk and all.
    private Fault fault;

    /// <summary>Makes the handler.</summary>
    /// <param name="scheduler">Whose current task faults.</param>
    /// <param name="signalFrames">How a fault is delivered.</param>
    /// <param name="explainer">Finds out why.</param>
    /// <param name="reporter">Tells.</param>
    public FaultHandler(Scheduler scheduler, SignalFrames signalFrames, TaskFaultExplainer explainer, FaultReporter reporter)
    {
        this.scheduler = scheduler;
        this.signalFrames = signalFrames;
        this.explainer = explainer;
        this.reporter = reporter;
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
        bool isTold = scheduler.RateLimit.HasRoom;
        if (isTold)
        {
            explainer.ExplainPageFault(ref fault, task, frame, address);
        }

        uint code = Signal.NothingThere;
        Region* region = UserTask.Regions(task).Find(address);
        if (region != null)
        {
            // Ring 3 needs its right also where the processor reads a descriptor for it, with ring 0's.
            PageRights wanted = PageRights.User | ((PageRights)frame->ErrorCode & (PageRights.Write | PageRights.Execute));
            PageOutcome outcome = scheduler.Space.FaultIn(region, address, wanted);
            if (outcome > PageOutcome.Present)
            {
                TellMended(ref fault, task, isTold, outcome);
                return;
            }

            if (outcome == PageOutcome.OutOfMemory)
            {
                EndForMemory(task, frame, address, isTold);
                return;
            }

            code = Signal.NotAllowed;
        }

        task->FaultAddress = address;
        Deliver(task, frame, new SignalInformation(Signal.SegmentationViolation, code, address.Value), isTold);
    }

    /// <summary>Ends the current task over an exception of the entry code's IRET: ring 3 cannot be given that state back.</summary>
    /// <param name="frame">The interrupted registers, which are the entry code's.</param>
    public void HandleInReturn(TrapFrame* frame)
    {
        UserTask* task = scheduler.Current;
        SignalInformation information = InformationOf(task, frame);
        if (frame->Vector == ExceptionVector.PageFault)
        {
            task->FaultAddress = new LinearAddress(ControlRegisters.ReadCr2());
            explainer.ExplainPageFault(ref fault, task, frame, task->FaultAddress);
        }
        else
        {
            explainer.Observe(ref fault, frame, default);
            fault.Verdict = Verdict.BadReturn;
        }

        End(ref fault, task, information.Signal);
    }

    /// <summary>
    /// Ends the current task because the processor was in virtual-8086 mode, which the kernel never enters. Whatever trap came of it, the
    /// signal is SIGSEGV, as Linux has it for a state that ring 3 must not be in, and no handler gets it: the task's registers are not
    /// known.
    /// </summary>
    /// <param name="frame">The interrupted registers; CS and EIP are that mode's.</param>
    public void HandleVirtual8086(TrapFrame* frame)
    {
        UserTask* task = scheduler.Current;
        if (frame->Vector == ExceptionVector.PageFault)
        {
            task->FaultAddress = new LinearAddress(ControlRegisters.ReadCr2());
            explainer.ExplainPageFault(ref fault, task, frame, task->FaultAddress);
        }
        else
        {
            explainer.Observe(ref fault, frame, default);
        }

        fault.Verdict = Verdict.Virtual8086;
        End(ref fault, task, Signal.SegmentationViolation);
    }

    private static SignalInformation InformationOf(UserTask* task, TrapFrame* frame)
    {
        uint vector = frame->Vector;
        int signal = Signal.Of(vector);
        uint code = Signal.CodeOf(vector, CauseOf(vector, task));
        return new SignalInformation(signal, code, Signal.NamesInstruction(vector) ? frame->Eip : 0);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandleOther(UserTask* task, TrapFrame* frame)
    {
        bool isTold = scheduler.RateLimit.HasRoom;
        if (isTold)
        {
            explainer.ExplainOther(ref fault, frame);
        }

        Deliver(task, frame, InformationOf(task, frame), isTold);
    }

    /// <summary>Lets the program handle its fault, or ends the task.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(UserTask* task, TrapFrame* frame, SignalInformation information, bool isTold)
    {
        SignalAction* action = SignalFrames.HandlerOf(task, information.Signal);
        if (action != null && signalFrames.TryDeliver(task, frame, action, information))
        {
            Tell(ref fault, task, isTold, LineKind.Delivered, information.Signal);
        }
        else
        {
            // With no place for the handler's frame it is the signal that Linux has for that.
            EndOver(task, frame, action == null ? information.Signal : Signal.SegmentationViolation, isTold);
        }
    }

    /// <summary>Ends the task over a fault that may not have been explained yet.</summary>
    private void EndOver(UserTask* task, TrapFrame* frame, int signal, bool isExplained)
    {
        if (!isExplained)
        {
            Explain(task, frame, task->FaultAddress);
        }

        End(ref fault, task, signal);
    }

    private void EndForMemory(UserTask* task, TrapFrame* frame, LinearAddress address, bool isExplained)
    {
        if (!isExplained)
        {
            Explain(task, frame, address);
        }

        fault.Verdict = fault.IsExplained ? Verdict.OutOfMemory : Verdict.StaleTranslation;
        End(ref fault, task, Signal.Kill);
    }

    private void Explain(UserTask* task, TrapFrame* frame, LinearAddress address)
    {
        if (frame->Vector == ExceptionVector.PageFault)
        {
            explainer.ExplainPageFault(ref fault, task, frame, address);
        }
        else
        {
            explainer.ExplainOther(ref fault, frame);
        }
    }

    private void End(ref Fault last, UserTask* task, int signal)
    {
        bool isTold = !task->IsForked || scheduler.RateLimit.TryTake(LineKind.Fatal);
        if (isTold)
        {
            reporter.Report(ref last, task, 0);
        }

        task->FaultVector = (int)last.Vector;
        task->FaultErrorCode = last.ErrorCode;
        task->FaultVerdict = last.Verdict;
        scheduler.EndCurrent(0, signal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TellMended(ref Fault last, UserTask* task, bool isTold, PageOutcome outcome)
    {
        if (isTold)
        {
            last.Verdict = last.IsExplained ? VerdictOf(outcome) : Verdict.StaleTranslation;
        }

        Tell(ref last, task, isTold, LineKind.Mended, 0);
    }

    /// <summary>Writes a fault down with which the task goes on, or only counts it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tell(ref Fault last, UserTask* task, bool isTold, LineKind kind, int delivered)
    {
        if (isTold)
        {
            scheduler.RateLimit.Take();
            reporter.Report(ref last, task, delivered);
        }
        else
        {
            scheduler.RateLimit.Count(kind);
        }
    }
}
