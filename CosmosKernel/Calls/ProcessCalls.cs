using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Scheduling;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Calls;

/// <summary><c>fork</c>, <c>waitpid</c> and <c>sysinfo</c>.</summary>
internal sealed unsafe class ProcessCalls
{
    private const uint NoHang = 1;
    private const uint KnownOptions = 0xE000000B; // WNOHANG, WUNTRACED, WCONTINUED, __WNOTHREAD, __WALL, __WCLONE
    private const uint CallBytes = 2; // INT n is two bytes long

    private readonly Scheduler scheduler;
    private readonly KernelLog log;

    /// <summary>Makes the calls.</summary>
    /// <param name="scheduler">Whose current task calls.</param>
    /// <param name="log">Where a new task is reported.</param>
    public ProcessCalls(Scheduler scheduler, KernelLog log)
    {
        this.scheduler = scheduler;
        this.log = log;
    }

    /// <summary>Tells how much memory there is, and how many tasks.</summary>
    /// <param name="destination">Where the caller wants it.</param>
    /// <returns>0, or minus an <see cref="Errno"/>.</returns>
    public int Tell(LinearAddress destination)
    {
        AddressSpace space = scheduler.Space;
        var information = new SystemInformation
        {
            Total = space.TotalFrames,
            Free = space.FreeFrames,
            Tasks = (ushort)scheduler.Count,
            Unit = Frame.Size,
        };
        return space.TryWrite((byte*)&information, destination, (uint)sizeof(SystemInformation)) ? 0 : -Errno.Fault;
    }

    /// <summary>Makes a second task that is the caller in all but its number, its parent and this call's result.</summary>
    /// <param name="frame">The caller's registers.</param>
    /// <returns>The child's number, which the child sees as 0; or minus an <see cref="Errno"/>.</returns>
    public int Fork(TrapFrame* frame)
    {
        frame->Eax = 0;
        UserTask* parent = scheduler.Current;
        UserTask* child = scheduler.AllocateChild();
        if (child == null)
        {
            return -Errno.NoMemory;
        }

        if (!scheduler.Space.TryFork(child))
        {
            scheduler.Free(child);
            return -Errno.NoMemory;
        }

        child->TicksLeft = parent->TicksLeft; // the fork itself has been charged by now
        child->Registers->Cr3 = child->Trees.InRing3.Value;
        child->IsTold = scheduler.RateLimit.TryTake(LineKind.Begin);
        if (child->IsTold)
        {
            log.Text("task: pid=").Decimal((uint)child->Pid).Text(" name=").Text(scheduler.NameOf(child))
                .Text(" parent=").Decimal((uint)parent->Pid).EndLine();
        }

        scheduler.MakeReady(child);
        return child->Pid;
    }

    /// <summary>
    /// Tells how a child ended, and forgets it. If none has ended yet, the caller waits: it goes back to its INT instruction, and makes the
    /// call again when a child has ended.
    /// </summary>
    /// <param name="frame">
    /// The caller's registers: pid, where the status goes, options; EAX gets the child's number, or minus an <see cref="Errno"/>.
    /// </param>
    public void WaitPid(TrapFrame* frame)
    {
        int result = TryWait((int)frame->Ebx, new LinearAddress(frame->Ecx), frame->Edx, out bool mustWait);
        if (!mustWait)
        {
            frame->Eax = (uint)result;
            return;
        }

        frame->Eip -= CallBytes;
        scheduler.Wait();
    }

    private int TryWait(int pid, LinearAddress status, uint options, out bool mustWait)
    {
        mustWait = false;
        if ((options & ~KnownOptions) != 0)
        {
            return -Errno.Invalid;
        }

        if (pid == int.MinValue)
        {
            return -Errno.NoProcess;
        }

        UserTask* child = scheduler.Current->FirstChild;
        while (child != null && pid > 0 && child->Pid != pid)
        {
            child = child->NextSibling;
        }

        // All tasks are of one group, whose number nobody knows: a pid below -1 asks for another.
        if (child == null || pid < -1)
        {
            return -Errno.NoChild;
        }

        if (child->State != TaskState.Ended)
        {
            mustWait = (options & NoHang) == 0;
            return 0;
        }

        int ended = child->Pid;
        uint word = child->WaitStatus;
        scheduler.Free(child);
        return status.Value == 0 || scheduler.Space.TryWrite((byte*)&word, status, sizeof(uint)) ? ended : -Errno.Fault;
    }
}
