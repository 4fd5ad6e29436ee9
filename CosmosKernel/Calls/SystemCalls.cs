using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Signals;
using CosmosKernel.TaskMemory;
using CosmosKernel.Tasks;

namespace CosmosKernel.Calls;

/// <summary>
/// The system calls: <c>int 0x80</c> as on Linux for i386. Number in EAX, arguments in EBX, ECX, EDX, ESI, EDI, EBP; the result, or minus
/// an <see cref="Errno"/>, goes to EAX. Nothing a program passes is believed.
/// </summary>
internal sealed unsafe class SystemCalls
{
    private const uint StandardOutput = 1;
    private const uint StandardError = 2;
    private const int BufferBytes = 64;
    private const uint MostWritten = 4096;
    private const uint LogBytesPerTick = 1024;

    private readonly Scheduler scheduler;
    private readonly MemoryCalls memoryCalls;
    private readonly ProcessCalls processCalls;
    private readonly SignalCalls signalCalls;
    private readonly SignalFrames signalFrames;
    private readonly LaboratoryCalls laboratory;
    private readonly KernelLog log;

    // Made once: no memory can be had in a trap, and Cosmos takes that of stackalloc from its heap.
    private readonly byte[] buffer = new byte[BufferBytes];

    /// <summary>Makes the calls for the tasks of a scheduler.</summary>
    /// <param name="scheduler">Whose current task calls.</param>
    /// <param name="signalFrames">How a program returns from a signal's handler.</param>
    /// <param name="laboratory">Who carries out what Linux does not have.</param>
    /// <param name="log">Where written bytes go.</param>
    public SystemCalls(Scheduler scheduler, SignalFrames signalFrames, LaboratoryCalls laboratory, KernelLog log)
    {
        this.scheduler = scheduler;
        this.signalFrames = signalFrames;
        this.laboratory = laboratory;
        this.log = log;
        memoryCalls = new MemoryCalls(scheduler.Space);
        processCalls = new ProcessCalls(scheduler, log);
        signalCalls = new SignalCalls(scheduler);
    }

    /// <summary>Carries out the call that the current task made.</summary>
    /// <param name="frame">Its registers.</param>
    public void Handle(TrapFrame* frame)
    {
        // The cheapest comes first: it is what measures the way in and out.
        if (frame->Eax == SystemCallNumber.GetPid)
        {
            frame->Eax = (uint)scheduler.Current->Pid;
            return;
        }

        YieldOrDispatch(frame);
    }

    /// <summary>
    /// Next come what measures a switch and what measures a signal. By themselves: as a part of the other, they would cost the cheapest
    /// call an instruction.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void YieldOrDispatch(TrapFrame* frame)
    {
        uint number = frame->Eax;
        if (number == SystemCallNumber.SchedYield)
        {
            frame->Eax = 0;
            scheduler.Yield();
        }
        else if (number == SystemCallNumber.SignalReturn)
        {
            signalFrames.Return(frame);
        }
        else
        {
            Dispatch(frame);
        }
    }

    private void Dispatch(TrapFrame* frame)
    {
        switch (frame->Eax)
        {
            case SystemCallNumber.Exit:
            case SystemCallNumber.ExitGroup:
                scheduler.EndCurrent((int)(frame->Ebx & 255), 0);
                return;
            case SystemCallNumber.Fork:
                frame->Eax = (uint)processCalls.Fork(frame);
                return;
            case SystemCallNumber.WaitPid:
                processCalls.WaitPid(frame);
                return;
            case SystemCallNumber.GetParentPid:
                UserTask* parent = scheduler.Current->Parent;
                frame->Eax = parent == null ? 0 : (uint)parent->Pid;
                return;
            case SystemCallNumber.Write:
                frame->Eax = (uint)Write(frame->Ebx, new LinearAddress(frame->Ecx), frame->Edx);
                return;
            case SystemCallNumber.Brk:
                frame->Eax = memoryCalls.Brk(scheduler.Current, frame->Ebx);
                return;
            case SystemCallNumber.Map:
                frame->Eax = memoryCalls.Map(scheduler.Current, frame);
                return;
            case SystemCallNumber.Unmap:
                frame->Eax = (uint)memoryCalls.Unmap(frame->Ebx, frame->Ecx);
                return;
            case SystemCallNumber.SystemInformation:
                frame->Eax = (uint)processCalls.Tell(new LinearAddress(frame->Ebx));
                return;
            case SystemCallNumber.Protect:
                frame->Eax = (uint)memoryCalls.Protect(scheduler.Current, frame->Ebx, frame->Ecx, frame->Edx);
                return;
            case SystemCallNumber.SignalAction:
                frame->Eax = (uint)signalCalls.Action(scheduler.Current, frame);
                return;
            case SystemCallNumber.SignalMask:
                frame->Eax = (uint)signalCalls.Mask(scheduler.Current, frame);
                return;
            default:
                frame->Eax = laboratory.Handle(frame->Eax, frame->Ebx, frame->Ecx);
                return;
        }
    }

    private int Write(uint file, LinearAddress source, uint bytes)
    {
        UserTask* task = scheduler.Current;
        if (file != StandardOutput && file != StandardError)
        {
            return -Errno.BadFile;
        }

        if (bytes == 0)
        {
            return 0;
        }

        // As on Linux: of the whole range only where it lies; of what is written now, whether it can be read.
        if (!scheduler.Mapping.UserSpace.Contains(source, bytes))
        {
            return -Errno.Fault;
        }

        if (bytes > int.MaxValue)
        {
            return -Errno.Invalid;
        }

        AddressSpace space = scheduler.Space;
        uint most = System.Math.Min(bytes, MostWritten);
        if (!space.TryFaultIn(source, most, PageRights.User))
        {
            return -Errno.Fault;
        }

        // Interrupts are off: a call that took long would hold up everybody, and what it takes is charged to the caller. What takes long is
        // the serial line, and each line of the program's comes with its name there: so it is the log's bytes that count.
        string name = scheduler.NameOf(task);
        uint done = 0;
        uint added = 0;
        fixed (byte* copy = buffer)
        {
            while (done < most && added < MostWritten)
            {
                uint count = System.Math.Min(most - done, BufferBytes);
                scheduler.Mapping.View.CopyFromUser(space.Tables, source + done, copy, count);
                added += log.FromProgram(&task->Writer, name, copy, count);
                done += count;
            }
        }

        task->LogBytes += added;
        UserTask.Charge(task, (int)(task->LogBytes / LogBytesPerTick));
        task->LogBytes %= LogBytesPerTick;
        return (int)done;
    }
}
