using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// A program in ring 3: an address space, and registers. There is no kernel stack in it: every trap runs to its end before
/// another task goes on, so all that must be kept of a task between traps is what ring 3 can see.
/// </summary>
public sealed unsafe class Task
{
    /// <summary>Bytes that FXSAVE writes.</summary>
    public const uint FxAreaBytes = 512;

    /// <summary>Bytes of memory to hand to the constructor, a multiple of 16.</summary>
    public const uint StateBytes = FxAreaBytes + 128;

    /// <summary>Makes an empty slot.</summary>
    /// <param name="state"><see cref="StateBytes"/> bytes of kernel memory, aligned to 16.</param>
    /// <param name="tables">The object that will hold the task's tree.</param>
    public Task(byte* state, PageTables tables)
    {
        FxArea = state;
        Registers = (TrapFrame*)(state + FxAreaBytes);
        Tables = tables;
        Writer = new LineWriter(0, string.Empty);
    }

    /// <summary>What the slot is doing.</summary>
    public TaskState State { get; set; }

    /// <summary>The name that the log uses.</summary>
    public string Name => Writer.Name;

    /// <summary>The number that the log and the program use, from 1.</summary>
    public int Pid { get; set; }

    /// <summary>The task as a writer of lines.</summary>
    public LineWriter Writer { get; set; }

    /// <summary>The address space.</summary>
    public PageTables Tables { get; }

    /// <summary>The registers, while the task is not running; while it is, they are in the processor or at <see cref="Trampoline.TaskFrame"/>.</summary>
    public TrapFrame* Registers { get; }

    /// <summary>The x87 and SSE registers, from each trap of the task to its return.</summary>
    public byte* FxArea { get; }

    /// <summary>FS, while the task is not running.</summary>
    public uint Fs { get; set; }

    /// <summary>GS, while the task is not running.</summary>
    public uint Gs { get; set; }

    /// <summary>Where the stack may be.</summary>
    public LinearRange Stack { get; set; }

    /// <summary>Where the heap begins: the page after the program's last segment.</summary>
    public uint HeapStart { get; set; }

    /// <summary>Where the heap ends now.</summary>
    public uint HeapEnd { get; set; }

    /// <summary>Ticks that the task may still use.</summary>
    public int TicksLeft { get; set; }

    /// <summary>How often the timer took the processor from it and gave it to another.</summary>
    public int Preemptions { get; set; }

    /// <summary>How often its stack got another page.</summary>
    public int StackPagesGrown { get; set; }

    /// <summary>How many entries of the kernel's were copied to its directory because the kernel, running on it, missed them.</summary>
    public int KernelEntriesCopied { get; set; }

    /// <summary>What it returned or died of, once it is <see cref="TaskState.Ended"/>.</summary>
    public int Status { get; set; }

    /// <summary>The fault that it died of; its vector means nothing unless <see cref="HasFault"/>.</summary>
    public Fault LastFault { get; set; }

    /// <summary>Whether it died of a fault.</summary>
    public bool HasFault { get; set; }
}
