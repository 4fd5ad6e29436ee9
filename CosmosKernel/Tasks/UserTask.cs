using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// A program in ring 3: an address space, and registers. There is no kernel stack in it: every trap runs to its end before
/// another task goes on, so all that must be kept of a task between traps is what ring 3 can see. All of it lies in one frame,
/// so there are as many tasks as memory holds, and a fork begins as a copy of the frame:
/// <code>
///   0000  this
///   0180  registers, while the task does not run           <see cref="Registers"/>
///   01D0  x87 and SSE registers                             <see cref="FxArea(UserTask*)"/>
///   03D0  what it wants done at each signal                 <see cref="Actions"/>
///   08D0  its regions, in ascending order                   <see cref="RegionList"/>
/// </code>
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal unsafe struct UserTask
{
    /// <summary>Bytes that FXSAVE writes.</summary>
    public const uint FxAreaBytes = 512;

    /// <summary>
    /// So many times a program's own time has the program with all that it forks: a tree of forks ends, however it branches.
    /// </summary>
    private const int FamilyShares = 3;

    private const uint PagesPerTick = 4096;

    private const uint RegistersOffset = 0x180;
    private const uint FxAreaOffset = 0x1D0;
    private const uint ActionsOffset = 0x3D0;
    private const uint RegionsOffset = 0x8D0;

    /// <summary>The task as a writer of lines.</summary>
    public LineWriter Writer;

    /// <summary>Which of the scheduler's names it has; a child has its parent's.</summary>
    public int NameIndex;

    /// <summary>Whether a task made it, and not the kernel.</summary>
    public bool IsForked;

    /// <summary>Whether the log has a line about its beginning; then it gets one about its end.</summary>
    public bool IsTold;

    /// <summary>What the task is doing.</summary>
    public TaskState State;

    /// <summary>
    /// The registers, while the task is not running; while it is, they are in the processor or at <see cref="Trampoline.TaskFrame"/>.
    /// </summary>
    public TrapFrame* Registers;

    /// <summary>What the entry code must know of it.</summary>
    public EntryValues Entry;

    /// <summary>FS and GS, while the task is not running.</summary>
    public DataSegments Segments;

    /// <summary>
    /// Its tree, which the kernel edits, and the one that mirrors it, if there are two (see page-table isolation in <c>MappingTable</c>).
    /// </summary>
    public TreeRoots Trees;

    /// <summary>
    /// The task whose turn comes next; of one that is not <see cref="TaskState.Ready"/>, meaningless, as is <see cref="Previous"/>.
    /// </summary>
    public UserTask* Next;

    /// <summary>The task whose turn came before.</summary>
    public UserTask* Previous;

    /// <summary>Who forked it, and has not ended yet; null if nobody.</summary>
    public UserTask* Parent;

    /// <summary>
    /// The first of its children, in <see cref="ChildList"/>'s order: the ended ones before the living, and of the ended the last one
    /// first.
    /// </summary>
    public UserTask* FirstChild;

    /// <summary>The last of them; null if there is none.</summary>
    public UserTask* LastChild;

    /// <summary>
    /// Its parent's next child; of a task that the kernel started, the one that it started before, until the scheduler buries them.
    /// </summary>
    public UserTask* NextSibling;

    /// <summary>Its parent's child before it.</summary>
    public UserTask* PreviousSibling;

    /// <summary>Where the stack may be, whatever has become of that region.</summary>
    public LinearRange Stack;

    /// <summary>Where the heap begins: the page after the program's last segment.</summary>
    public uint HeapStart;

    /// <summary>Where the heap ends now.</summary>
    public uint HeapEnd;

    /// <summary>Ticks that the task may still use. A child begins with what its parent has left.</summary>
    public int TicksLeft;

    /// <summary>
    /// What it has used since a tick was last taken from it, in units of <c>ProcessorTime</c>; less than a tick.
    /// </summary>
    public uint TimeUsed;

    /// <summary>The task that the kernel started and that this one descends from; of such a one, itself.</summary>
    public UserTask* Family;

    /// <summary>Of a task that the kernel started: ticks that it and all its descendants may still use together.</summary>
    public int FamilyTicksLeft;

    /// <summary>
    /// Of a task that the kernel started: parts of ticks that members of its family had used when they ended, less than a tick.
    /// </summary>
    public uint FamilyTimeUsed;

    /// <summary>Bytes of the log that it has caused and that have not been charged as a tick yet.</summary>
    public uint LogBytes;

    /// <summary>How often the timer took the processor from it and gave it to another.</summary>
    public int Preemptions;

    /// <summary>How often its stack got another page.</summary>
    public int StackPagesGrown;

    /// <summary>How many entries of the kernel's were copied to its directory because the kernel, running on it, missed them.</summary>
    public int KernelEntriesCopied;

    /// <summary>What it returned or died of, as a shell shows it, once it is <see cref="TaskState.Ended"/>.</summary>
    public int Status;

    /// <summary>The same as <c>waitpid</c> reports it: exit code × 256, or the signal.</summary>
    public uint WaitStatus;

    /// <summary>The fault that it died of: its vector; -1 if it did not.</summary>
    public int FaultVector;

    /// <summary>The processor's error code of that fault.</summary>
    public uint FaultErrorCode;

    /// <summary>The explanation of that fault.</summary>
    public Verdict FaultVerdict;

    /// <summary>The address of its last page fault that was not mended.</summary>
    public LinearAddress FaultAddress;

    /// <summary>Signals that are blocked, 1 to 32, from bit 0.</summary>
    public uint BlockedLow;

    /// <summary>Signals that are blocked, 33 to 64.</summary>
    public uint BlockedHigh;

    /// <summary>Its place on the board of tasks; null if it has none.</summary>
    public TaskCard* Card;

    /// <summary>How many regions there are.</summary>
    public int RegionCount;

    /// <summary>The regions; see <see cref="Regions"/>.</summary>
    public Region* RegionList;

    /// <summary>What is wanted at each signal, from signal 1.</summary>
    public SignalAction* Actions;

    /// <summary>The number that the log and the program use, from 1.</summary>
    public readonly int Pid => Writer.Pid;

    /// <summary>Points a task at the parts of the frame that it lies in.</summary>
    /// <param name="task">The frame, as the kernel reaches it.</param>
    public static void LayOut(UserTask* task)
    {
        byte* frame = (byte*)task;
        task->Registers = (TrapFrame*)(frame + RegistersOffset);
        task->Entry.FxArea = (uint)FxArea(task);
        task->Actions = (SignalAction*)(frame + ActionsOffset);
        task->RegionList = (Region*)(frame + RegionsOffset);
    }

    /// <summary>The x87 and SSE registers of a task, from each trap of it to its return.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Its <see cref="FxAreaBytes"/>.</returns>
    public static byte* FxArea(UserTask* task) => (byte*)task + FxAreaOffset;

    /// <summary>Gives a task that the kernel starts its time.</summary>
    /// <param name="task">The task; no other descends from it yet.</param>
    /// <param name="ticks">How much it may use itself.</param>
    public static void Grant(UserTask* task, int ticks)
    {
        task->Family = task;
        task->TicksLeft = ticks;
        task->FamilyTicksLeft = FamilyShares * ticks;
    }

    /// <summary>Takes of a task's time, and of its family's.</summary>
    /// <param name="task">The task.</param>
    /// <param name="ticks">How much.</param>
    public static void Charge(UserTask* task, int ticks)
    {
        task->TicksLeft -= ticks;
        task->Family->FamilyTicksLeft -= ticks;
    }

    /// <summary>Takes of a task's time for what was done to its pages with interrupts off.</summary>
    /// <param name="task">The task.</param>
    /// <param name="pages">How many pages; of fewer than a tick's worth nothing is taken.</param>
    public static void ChargePages(UserTask* task, uint pages) => Charge(task, (int)(pages / PagesPerTick));

    /// <summary>Copies registers, by doublewords and more: as a whole, the compilers would copy them byte by byte.</summary>
    /// <param name="source">A frame that came from ring 3.</param>
    /// <param name="destination">Where it goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyRegisters(TrapFrame* source, TrapFrame* destination)
    {
        *(MemoryBlock*)destination = *(MemoryBlock*)source;

        // The last eight bytes, ESP and SS, with the eight before them.
        *(SmallBlock*)&destination->Cs = *(SmallBlock*)&source->Cs;
    }

    /// <summary>Bytes from the frame's beginning of what a task has written there: all up to its last region.</summary>
    /// <param name="task">The task.</param>
    /// <returns>At most a frame's size.</returns>
    public static uint UsedBytes(UserTask* task) => RegionsOffset + ((uint)task->RegionCount * (uint)sizeof(Region));

    /// <summary>The regions of a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Its table.</returns>
    public static RegionTable Regions(UserTask* task) => new(task);
}
