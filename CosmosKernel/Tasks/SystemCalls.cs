using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// The system calls: <c>int 0x80</c> as on Linux for i386. Number in EAX, arguments in EBX, ECX, EDX; the result, or minus an
/// <see cref="Errno"/>, goes to EAX. Nothing a program passes is believed.
/// </summary>
public sealed unsafe class SystemCalls
{
    private const uint StandardOutput = 1;
    private const uint StandardError = 2;
    private const int PieceBytes = 256;
    private const uint MostWritten = 4096;
    private const uint WrittenPerTick = 1024;
    private const uint PagesPerTick = 256;

    private readonly Scheduler scheduler;
    private readonly FrameAllocator frames;
    private readonly LaboratoryCalls laboratory;
    private readonly KernelLog log;

    // Made once: no memory can be had in a trap, and Cosmos takes that of stackalloc from its heap.
    private readonly byte[] piece = new byte[PieceBytes];

    /// <summary>Makes the calls for the tasks of a scheduler.</summary>
    /// <param name="scheduler">Whose current task calls.</param>
    /// <param name="frames">Where the heap's pages come from.</param>
    /// <param name="laboratory">Who carries out what Linux does not have.</param>
    /// <param name="log">Where written bytes go.</param>
    public SystemCalls(Scheduler scheduler, FrameAllocator frames, LaboratoryCalls laboratory, KernelLog log)
    {
        this.scheduler = scheduler;
        this.frames = frames;
        this.laboratory = laboratory;
        this.log = log;
    }

    /// <summary>Carries out the call that the current task made.</summary>
    /// <param name="frame">Its registers.</param>
    public void Handle(TrapFrame* frame)
    {
        // The cheapest comes first: it is what measures the way in and out.
        if (frame->Eax == SystemCallNumber.GetPid)
        {
            frame->Eax = (uint)scheduler.Current.Pid;
            return;
        }

        switch (frame->Eax)
        {
            case SystemCallNumber.Write:
                frame->Eax = (uint)Write(frame->Ebx, new LinearAddress(frame->Ecx), frame->Edx);
                return;
            case SystemCallNumber.Brk:
                frame->Eax = Brk(scheduler.Current, frame->Ebx);
                return;
            case SystemCallNumber.SchedYield:
                frame->Eax = 0;
                scheduler.Switch();
                return;
            case SystemCallNumber.Exit:
            case SystemCallNumber.ExitGroup:
                scheduler.EndCurrent((int)(frame->Ebx & 255));
                return;
            default:
                frame->Eax = laboratory.Handle(frame->Eax, frame->Ebx, frame->Ecx);
                return;
        }
    }

    private int Write(uint file, LinearAddress source, uint bytes)
    {
        Task task = scheduler.Current;
        if (file != StandardOutput && file != StandardError)
        {
            return -Errno.BadFile;
        }

        if (!UserMemory.IsAccessible(scheduler.Mapping, frames, task, source, bytes, PageRights.User))
        {
            return -Errno.Fault;
        }

        // Interrupts are off: a call that took long would hold up everybody, and what it takes is charged to the caller.
        uint most = System.Math.Min(bytes, MostWritten);
        task.TicksLeft -= (int)(most / WrittenPerTick);
        fixed (byte* copy = piece)
        {
            for (uint done = 0; done < most;)
            {
                uint count = System.Math.Min(most - done, PieceBytes);
                scheduler.Mapping.CopyFromUser(task.Tables, source + done, copy, count);
                log.FromProgram(task.Writer, copy, count);
                done += count;
            }
        }

        return (int)most;
    }

    private uint Brk(Task task, uint end)
    {
        if (end < task.HeapStart || end > task.Stack.Start)
        {
            return task.HeapEnd;
        }

        uint mapped = Frame.RoundUp(task.HeapEnd);
        uint wanted = Frame.RoundUp(end);
        for (uint page = mapped; page < wanted; page += Frame.Size)
        {
            if (UserMemory.TryAddPage(frames, task.Tables, new LinearAddress(page), PageRights.User | PageRights.Write) != MapOutcome.Mapped)
            {
                RemovePages(task, mapped, page);
                return task.HeapEnd;
            }
        }

        scheduler.Mapping.PageAdded(task.Tables);
        RemovePages(task, wanted, mapped);
        task.TicksLeft -= (int)((wanted > mapped ? wanted - mapped : mapped - wanted) / Frame.Size / PagesPerTick);
        task.HeapEnd = end;
        return end;
    }

    private void RemovePages(Task task, uint start, uint end)
    {
        for (uint page = start; page < end; page += Frame.Size)
        {
            if (task.Tables.Unmap(new LinearAddress(page), out PhysicalAddress frame, out StaleTranslation stale))
            {
                scheduler.Mapping.Settle(stale);
                frames.Release(frame);
            }
        }
    }
}
