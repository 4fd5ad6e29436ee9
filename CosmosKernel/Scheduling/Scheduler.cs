using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Devices;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Scheduling;

/// <summary>
/// The tasks, and whose turn it is: those that are ready form a ring, and the turn goes round it. During a trap the running task's
/// registers lie at <see cref="Trampoline.TaskFrame"/>; a switch exchanges them there, and the exit of the trap does the rest.
/// </summary>
internal sealed unsafe partial class Scheduler
{
    private const int MostNames = 64;

    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private readonly KernelLog log;
    private readonly TaskEndWatcher? endWatcher;
    private readonly TaskBoard board;
    private readonly ProcessorTime time = new();
    private readonly string[] names = new string[MostNames];
    private UserTask* started;
    private int startedCount;
    private int lastPid;
    private int ticksToPause;

    /// <summary>Makes the scheduler; nothing is allocated afterwards but frames.</summary>
    /// <param name="machine">The machine; each task is one of its frames.</param>
    /// <param name="space">Becomes the running task's address space.</param>
    /// <param name="endWatcher">Who looks at the tables when a task has ended, or null.</param>
    public Scheduler(Machine machine, AddressSpace space, TaskEndWatcher? endWatcher)
    {
        memory = machine.Memory;
        frames = machine.Frames;
        log = machine.Log;
        Space = space;
        this.endWatcher = endWatcher;
        board = new TaskBoard(memory, frames);
    }

    /// <summary>The kernel mapping under which tasks run; to be changed only while there are none.</summary>
    public KernelMapping Mapping { get; private set; } = null!;

    /// <summary>The address space of <see cref="Current"/>.</summary>
    public AddressSpace Space { get; }

    /// <summary>Whether a kernel mapping has been chosen yet.</summary>
    public bool HasMapping => Mapping is not null;

    /// <summary>What is said of tasks that nobody waits for line by line.</summary>
    public LineRateLimit RateLimit { get; } = new();

    /// <summary>The task that runs, or that the present trap came from; null while there is none.</summary>
    public UserTask* Current { get; private set; }

    /// <summary>How many tasks there are, ready or not, those included that have ended and whose status nobody has read.</summary>
    public int Count { get; private set; }

    /// <summary>Holds page faults against the tables, as the processor reads them under the mapping in force.</summary>
    public FaultJudge Judge { get; } = new();

    private static TrapFrame* Running => (TrapFrame*)Trampoline.TaskFrame;

    private static TrampolineVariables* Variables => (TrampolineVariables*)Trampoline.Variables;

    /// <summary>Starts the tick. Before the first task runs.</summary>
    public void StartTicks() => time.Start();

    /// <summary>Chooses the kernel mapping for the tasks to come.</summary>
    /// <param name="mapping">The mapping; gets in force.</param>
    public void Activate(KernelMapping mapping)
    {
        mapping.Activate();
        Mapping = mapping;
        Space.Mapping = mapping;
        SwitchToKernel();
        Judge.Use(mapping.Kernel.Format);
        board.Announce();
    }

    /// <summary>The name that the log uses for a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Its name, or that of the one from which it was forked.</returns>
    public string NameOf(UserTask* task) => names[task->NameIndex];

    /// <summary>Makes a task that the kernel itself starts, and gives it a number. Not in a trap.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The task, not yet ready; null if memory is out, or too many have been started since <see cref="ReapStarted"/>.</returns>
    public UserTask* AllocateTask(string name)
    {
        if (startedCount == MostNames || !frames.TryAllocate(out PhysicalAddress frame))
        {
            return null;
        }

        UserTask* task = Register(frame);
        task->NameIndex = startedCount;
        names[startedCount] = name;
        startedCount++;
        task->NextSibling = started;
        started = task;
        return task;
    }

    /// <summary>
    /// In a trap: makes a copy of the running task, which is its child, with a number of its own. Its address space is still to be made.
    /// </summary>
    /// <returns>The child, not yet ready; null if memory is out.</returns>
    public UserTask* AllocateChild()
    {
        if (!frames.TryAllocateUncleared(out PhysicalAddress frame))
        {
            return null;
        }

        UserTask* parent = Current;
        Save(parent);
        MemoryBlock.Copy((byte*)parent, memory.Pointer(frame), UserTask.UsedBytes(parent));
        UserTask* child = Register(frame);
        child->IsForked = true;
        child->Parent = parent;
        child->FirstChild = child->LastChild = null;
        child->Preemptions = 0;
        child->TimeUsed = 0;
        child->StackPagesGrown = 0;
        child->KernelEntriesCopied = 0;
        ChildList.Add(child);
        return child;
    }

    /// <summary>
    /// Takes back a task that <see cref="AllocateTask"/> or <see cref="AllocateChild"/> made and that never ran, or one that has ended.
    /// </summary>
    /// <param name="task">The task; its address space is gone.</param>
    public void Free(UserTask* task)
    {
        ChildList.Remove(task);
        log.Forget(&task->Writer);
        Count--;
        frames.Release(FrameOf(task));
    }

    /// <summary>Takes back the last task that <see cref="AllocateTask"/> made, which could not be completed.</summary>
    /// <param name="task">The task, whose address space is gone; or null.</param>
    public void Abandon(UserTask* task)
    {
        if (task != null)
        {
            started = task->NextSibling;
            startedCount--;
            Free(task);
        }
    }

    /// <summary>Lets a task take part: its turn comes after all others'.</summary>
    /// <param name="task">One whose registers and address space are complete.</param>
    public void MakeReady(UserTask* task)
    {
        if (task->State != TaskState.Waiting)
        {
            task->Card = board.Add(task, NameOf(task), Mapping.Kernel.Root);
            MagicBreak.At(BreakPlaces.Task);
        }

        task->State = TaskState.Ready;
        if (Current == null)
        {
            Current = task->Next = task->Previous = task;
            return;
        }

        task->Next = Current;
        task->Previous = Current->Previous;
        task->Previous->Next = task;
        Current->Previous = task;
    }

    /// <summary>
    /// Runs the ready tasks from where they stopped, and gives back what the kernel mapped for them when none is left. Not in a trap.
    /// </summary>
    /// <param name="ticks">After so many ticks the kernel's own flow goes on; 0: not before none is left.</param>
    /// <returns>Whether none is left; then what the kernel mapped for them has been given back.</returns>
    public bool Run(int ticks = 0)
    {
        if (Current == null)
        {
            return true;
        }

        ticksToPause = ticks;
        time.Restart();
        Load(Current);
        Ring3.Run();
        if (Current != null)
        {
            return false;
        }

        Mapping.Vmalloc.Clear();
        return true;
    }

    /// <summary>
    /// At a tick: puts the running task aside and goes on with the kernel's own flow, if its time has come. Then it never returns.
    /// </summary>
    public void PauseIfDue()
    {
        if (ticksToPause == 0)
        {
            return;
        }

        ticksToPause--;
        if (ticksToPause == 0)
        {
            Save(Current);
            SwitchToKernel();
            Ring3.Leave();
        }
    }

    /// <summary>At a tick: charges the running task, and gives the next ready one its turn.</summary>
    public void Preempt()
    {
        if (TryCharge(time.TakeAtTick()))
        {
            UserTask* task = Current;
            task->Preemptions += Switch() ? 1 : 0;
        }
    }

    /// <summary>
    /// In a system call: the same for a task that gives its turn away. One that always does so before the tick comes still pays.
    /// </summary>
    public void Yield()
    {
        if (TryCharge(time.Take()))
        {
            Switch();
        }
    }

    /// <summary>In a trap: gives the next ready task its turn; it may be the same one again.</summary>
    /// <returns>True if it is another.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Switch()
    {
        UserTask* previous = Current;
        UserTask* next = previous->Next;
        if (next == previous)
        {
            return false;
        }

        UserTask.CopyRegisters(Running, previous->Registers);
        SegmentRegisters.Exchange(&previous->Segments, &next->Segments);
        Enter(next);
        return true;
    }

    /// <summary>
    /// In a trap: puts the running task aside until a child of its ends, and goes on with the next. There is one, or no child would be
    /// alive.
    /// </summary>
    public void Wait()
    {
        if (!TryCharge(time.Take()))
        {
            return;
        }

        UserTask* task = Current;
        Save(task);
        Leave(task);
        task->State = TaskState.Waiting;
        Load(task->Next);
    }

    /// <summary>Forgets the tasks that the kernel itself started, all of which have ended. Not in a trap.</summary>
    public void ReapStarted()
    {
        while (started != null)
        {
            UserTask* task = started;
            started = task->NextSibling;
            Free(task);
        }

        startedCount = 0;
    }

    /// <summary>
    /// Notes what the running task has used. Once that is a tick, it is taken from what the task has left, which may end it.
    /// </summary>
    /// <param name="used">How much, at most a tick.</param>
    /// <returns>False if it has ended, and another is the running one now.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryCharge(uint used)
    {
        UserTask* task = Current;
        uint all = task->TimeUsed + used;
        task->TimeUsed = all;
        return all < time.TickLength || TryChargeTick(task);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChargeTick(UserTask* task)
    {
        task->TimeUsed -= time.TickLength;
        UserTask.Charge(task, 1);
        if (task->TicksLeft > 0 && task->Family->FamilyTicksLeft > 0)
        {
            return true;
        }

        EndForTime(task);
        return false;
    }

    /// <summary>Takes a task out of the ring; its own links stay as they are.</summary>
    private static void Leave(UserTask* task)
    {
        task->Previous->Next = task->Next;
        task->Next->Previous = task->Previous;
    }

    private UserTask* Register(PhysicalAddress frame)
    {
        var task = (UserTask*)memory.Pointer(frame);
        UserTask.LayOut(task);
        lastPid++;
        task->Writer.Pid = lastPid;
        task->Writer.IsBrokenOff = 0;
        task->State = TaskState.New;
        task->FaultVector = -1;
        Count++;
        return task;
    }

    private void Save(UserTask* task)
    {
        UserTask.CopyRegisters(Running, task->Registers);
        SegmentRegisters.Read(&task->Segments);
    }

    private void Load(UserTask* task)
    {
        SegmentRegisters.Write(&task->Segments);
        Enter(task);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Enter(UserTask* task)
    {
        Current = task;
        Space.SwitchTo(task);
        UserTask.CopyRegisters(task->Registers, Running);
        Variables->Task.Cr3 = task->Entry.Cr3;
        Variables->Task.FxArea = task->Entry.FxArea;
    }

    /// <summary>The kernel's own flow goes on, on the kernel's own tables, whatever becomes of the task's.</summary>
    private void SwitchToKernel()
    {
        ControlRegisters.WriteCr3(Mapping.Kernel.Root.Value);
        Variables->Task.Cr3 = Mapping.View.EntryRoot(Mapping.Kernel.Root, Mapping.Kernel.Root).Value;
    }
}
