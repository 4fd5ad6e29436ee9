using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosKernel.Faults;

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

    // The one in hand. Not a local variable, which would be cleared at each fault, walk and all; so the walk is another fault's until this one is explained.
    private Fault fault;

    /// <summary>Makes the handler.</summary>
    /// <param name="scheduler">Whose current task faults.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="signalFrames">How a fault is delivered.</param>
    /// <param name="log">Where each fault is written down.</param>
    /// <param name="history">Where the last of them are kept.</param>
    public FaultHandler(Scheduler scheduler, PhysicalMemory memory, SignalFrames signalFrames, FaultLog log, FaultHistory history)
    {
        this.scheduler = scheduler;
        this.memory = memory;
        this.signalFrames = signalFrames;
        this.log = log;
        this.history = history;
    }

    /// <summary>Handles an exception that the current task caused in ring 3, or by a state that ring 3 cannot be given back.</summary>
    /// <param name="frame">The interrupted registers.</param>
    /// <param name="inReturn">Whether it was the entry code's IRET that faulted.</param>
    public void Handle(TrapFrame* frame, bool inReturn)
    {
        Task* task = scheduler.Current;
        fault.Vector = frame->Vector;
        fault.ErrorCode = frame->ErrorCode;
        fault.Eip = frame->Eip;
        fault.Address = default;
        fault.Verdict = default;
        if (fault.Vector != ExceptionVector.PageFault)
        {
            uint address = Signal.NamesInstruction(fault.Vector) ? fault.Eip : 0;
            Deliver(task, frame, inReturn, new SignalInformation(Signal.Of(fault.Vector), Signal.CodeOf(fault.Vector, CauseOf(fault.Vector, task)), address));
            return;
        }

        fault.Address = new LinearAddress(ControlRegisters.ReadCr2());
        PageOutcome outcome = inReturn ? PageOutcome.Nowhere : Mend();
        if (outcome > PageOutcome.Present)
        {
            TellMended(task, outcome);
            return;
        }

        task->FaultAddress = fault.Address;
        fault.Verdict = outcome == PageOutcome.OutOfMemory ? Verdict.OutOfMemory : default;
        Deliver(task, frame, inReturn, new SignalInformation(
            outcome == PageOutcome.OutOfMemory ? Signal.Kill : Signal.SegmentationViolation,
            outcome == PageOutcome.Nowhere ? Signal.NothingThere : Signal.NotAllowed,
            fault.Address.Value));
    }

    private static PageRights WantedBy(PageFaultErrorCode error)
    {
        PageRights wanted = PageRights.User;
        wanted |= (error & PageFaultErrorCode.Write) != 0 ? PageRights.Write : PageRights.None;
        return wanted | ((error & PageFaultErrorCode.Fetch) != 0 ? PageRights.Execute : PageRights.None);
    }

    /// <summary>What the processor keeps of an exception elsewhere than in its error code; see <see cref="Signal.CodeOf"/>.</summary>
    private static uint CauseOf(uint vector, Task* task) => vector switch
    {
        ExceptionVector.Debug => DebugRegisters.TakeDr6(),
        ExceptionVector.X87Error => FloatingPointState.X87Errors(task->FxArea),
        ExceptionVector.SimdError => FloatingPointState.SseErrors(task->FxArea),
        _ => 0,
    };

    private static Verdict VerdictOf(PageOutcome mended) => mended switch
    {
        PageOutcome.Zeroed => Verdict.DemandZero,
        PageOutcome.StackGrown => Verdict.StackGrown,
        PageOutcome.Copied => Verdict.CopiedOnWrite,
        _ => Verdict.LastOwner,
    };

    /// <summary>Gives the task the page, if it may have it.</summary>
    private PageOutcome Mend()
    {
        if (scheduler.Lines.HasLeft)
        {
            fault.Walk = scheduler.Space.Tables.Walk(fault.Address); // as the processor found it
        }

        return scheduler.Space.Reach(fault.Address, WantedBy((PageFaultErrorCode)fault.ErrorCode));
    }

    /// <summary>Lets the program handle its fault, or ends the task.</summary>
    private void Deliver(Task* task, TrapFrame* frame, bool inReturn, in SignalInformation information)
    {
        int signal = information.Signal;
        bool isHandled = !inReturn && SignalFrames.IsHandled(task, signal);
        bool isExplained = !isHandled || scheduler.Lines.HasLeft;
        if (isExplained)
        {
            Explain(task, inReturn); // now: the handler's frame may bring a page, or lie where the instruction was
        }

        if (isHandled)
        {
            if (signalFrames.TryDeliver(task, frame, information))
            {
                TellDelivered(task, signal);
                return;
            }

            if (!isExplained)
            {
                Explain(task, inReturn);
            }

            signal = Signal.SegmentationViolation; // no place for the handler's frame: the task's end, by the signal that Linux has for it
        }

        End(task, signal);
    }

    private void TellMended(Task* task, PageOutcome outcome)
    {
        if (scheduler.Lines.MaySay(LineKind.Mended))
        {
            fault.Verdict = VerdictOf(outcome);
            Write(task, 0);
        }
    }

    private void TellDelivered(Task* task, int signal)
    {
        if (scheduler.Lines.MaySay(LineKind.Delivered))
        {
            Write(task, signal);
        }
    }

    private void End(Task* task, int signal)
    {
        if (!task->IsForked || scheduler.Lines.MaySay(LineKind.Fatal))
        {
            Write(task, 0);
        }

        task->FaultVector = (int)fault.Vector;
        task->FaultErrorCode = fault.ErrorCode;
        task->FaultVerdict = fault.Verdict;
        scheduler.EndCurrent(0, signal);
    }

    private void Write(Task* task, int delivered)
    {
        log.Write(ref fault, scheduler.NameOf(task), scheduler.Mapping.Name, scheduler.Mapping.Kernel.Format, delivered);
        history.Add(in fault, scheduler.NameOf(task), task->Pid, scheduler.Mapping.Name);
        MagicBreak.At(BreakPlaces.Fault);
    }

    private void Explain(Task* task, bool inReturn)
    {
        if (fault.Vector != ExceptionVector.PageFault)
        {
            fault.Verdict = inReturn ? Verdict.BadReturn
                : FaultExplainer.Exception(fault.Vector, fault.ErrorCode, InstructionAt(new LinearAddress(fault.Eip)));
            return;
        }

        fault.Walk = scheduler.Space.Tables.Walk(fault.Address);
        if (fault.Verdict == Verdict.OutOfMemory)
        {
            return;
        }

        Region* region = Task.Regions(task).Find(fault.Address);
        if (!fault.Walk.IsMapped && region != null)
        {
            fault.Verdict = FaultExplainer.NotThereYet(region->Rights);
            return;
        }

        fault.Verdict = FaultExplainer.PageFault(
            fault.Walk,
            scheduler.Mapping.Kernel.Walk(fault.Address),
            (PageFaultErrorCode)fault.ErrorCode,
            scheduler.Mapping.Layout.Window,
            task->Stack);
    }

    /// <summary>Reads four bytes of code through the task's tables; what is not mapped for ring 3 reads as NOP.</summary>
    private uint InstructionAt(LinearAddress eip)
    {
        uint instruction = 0;
        for (uint i = 0; i < sizeof(uint); i++)
        {
            PageWalk walk = scheduler.Space.Tables.Walk(eip + i);
            uint code = walk.IsUser ? *memory.Pointer(walk.Physical) : 0x90u;
            instruction |= code << (int)(i * 8);
        }

        return instruction;
    }
}
