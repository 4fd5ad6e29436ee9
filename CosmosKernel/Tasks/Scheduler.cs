using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// The tasks, and whose turn it is: round and round. During a trap the running task's registers lie at
/// <see cref="Trampoline.TaskFrame"/>; a switch exchanges them there, and the exit of the trap does the rest.
/// </summary>
public sealed unsafe class Scheduler
{
    private readonly Task[] slots;
    private readonly KernelLog log;
    private int turn;
    private int lastPid;

    /// <summary>Lays out the table; nothing is allocated afterwards.</summary>
    /// <param name="capacity">How many tasks there can be at a time.</param>
    /// <param name="format">The format of their tables.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where the states, now, and the tables, later, come from.</param>
    /// <param name="log">Where ends are reported.</param>
    public Scheduler(int capacity, PagingFormat format, PhysicalMemory memory, FrameAllocator frames, KernelLog log)
    {
        this.log = log;
        slots = new Task[capacity];
        uint frameCount = Frame.RoundUp((uint)capacity * Task.StateBytes) / Frame.Size;
        if (!frames.TryAllocateContiguous(frameCount, out PhysicalAddress states))
        {
            throw new System.InvalidOperationException("There is no memory for the table of tasks.");
        }

        for (int i = 0; i < capacity; i++)
        {
            slots[i] = new Task(memory.Pointer(states + ((uint)i * Task.StateBytes)), new PageTables(format, memory, frames, default));
        }

        Current = slots[0];
    }

    /// <summary>The kernel mapping under which tasks run; to be changed only while there are none.</summary>
    public KernelMapping Mapping { get; private set; } = null!;

    /// <summary>Whether a kernel mapping has been chosen yet.</summary>
    public bool HasMapping => Mapping is not null;

    /// <summary>The task that runs, or that the present trap came from; before the first run, any.</summary>
    public Task Current { get; private set; }

    /// <summary>How many tasks are ready.</summary>
    public int ReadyCount { get; private set; }

    private static TrapFrame* Running => (TrapFrame*)Trampoline.TaskFrame;

    private static TrampolineVariables* Variables => (TrampolineVariables*)Trampoline.Variables;

    /// <summary>Chooses the kernel mapping for the tasks to come.</summary>
    /// <param name="mapping">The mapping; gets in force.</param>
    public void Use(KernelMapping mapping)
    {
        mapping.TakeForce();
        Mapping = mapping;
        Variables->EntryCr3 = mapping.EntryCr3;
    }

    /// <summary>Takes a slot for a new task, and gives it a number.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The task, not yet ready; null if all slots are taken.</returns>
    public Task? Claim(string name)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            Task task = slots[i];
            if (task.State == TaskState.Free)
            {
                lastPid++;
                task.Pid = lastPid;
                task.Writer = new LineWriter(lastPid, name);
                task.Preemptions = 0;
                task.StackPagesGrown = 0;
                task.KernelEntriesCopied = 0;
                task.HasFault = false;
                task.Status = 0;
                return task;
            }
        }

        return null;
    }

    /// <summary>Lets a task take part.</summary>
    /// <param name="task">One whose registers and address space are complete.</param>
    public void MakeReady(Task task)
    {
        task.Tables.HasNewTopEntry = false; // its first turn begins with a load of CR3
        task.State = TaskState.Ready;
        ReadyCount++;
    }

    /// <summary>Runs all ready tasks until none is left, and gives back what the kernel mapped for them. Not in a trap.</summary>
    public void Run()
    {
        if (ReadyCount > 0)
        {
            turn = slots.Length - 1;
            LoadNext();
            Ring3.Run();
            Mapping.Vmalloc.Clear();
        }
    }

    /// <summary>In a trap: gives the next ready task its turn; it may be the same one again.</summary>
    /// <returns>True if it is another.</returns>
    public bool Switch()
    {
        Task previous = Current;
        if (ReadyCount < 2)
        {
            return false;
        }

        *previous.Registers = *Running;
        previous.Fs = SegmentRegisters.ReadFs();
        previous.Gs = SegmentRegisters.ReadGs();
        LoadNext();
        return true;
    }

    /// <summary>In a trap: ends the running task, gives back all it had, and goes on with the next, or with the kernel's own flow if it was the last.</summary>
    /// <param name="status">Its status, 0 to 255.</param>
    public void EndCurrent(int status)
    {
        Task task = Current;
        task.State = TaskState.Ended;
        task.Status = status;
        ReadyCount--;
        log.Text("exit: pid=").Decimal((uint)task.Pid).Text(" name=").Text(task.Name).Text(" status=").Decimal((uint)status).EndLine();

        // Under the shared mapping the trap runs on the task's own tables, which are about to vanish.
        ControlRegisters.WriteCr3(Mapping.Kernel.Root.Value);
        Mapping.Destroy(task.Tables);
        if (ReadyCount > 0)
        {
            LoadNext();
        }
        else
        {
            Ring3.Leave();
        }
    }

    /// <summary>Frees the slots of tasks that ended. Not in a trap.</summary>
    public void Bury()
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i].State == TaskState.Ended)
            {
                slots[i].State = TaskState.Free;
            }
        }
    }

    private void LoadNext()
    {
        do
        {
            turn = turn + 1 == slots.Length ? 0 : turn + 1;
        }
        while (slots[turn].State != TaskState.Ready);

        Task next = slots[turn];
        Current = next;
        *Running = *next.Registers;
        Variables->FxArea = (uint)next.FxArea;
        SegmentRegisters.WriteFs(next.Fs);
        SegmentRegisters.WriteGs(next.Gs);
    }
}
