using System.Runtime.CompilerServices;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Scheduling;
using CosmosKernel.Tasks;

namespace CosmosKernel.Signals;

/// <summary>
/// How a fault gets to the program that asked for it, and how the program comes back: a <see cref="SignalFrame"/> on the stack.
/// <code>
///   ESP of the program ─▶
///                         FXSAVE's 512 bytes, at a multiple of 64
///                         FSAVE's 112 bytes                          ◀─ fpstate
///   ESP of the handler ─▶ SignalFrame; its address + 4 is a multiple of 16
/// </code>
/// It is written where the kernel has that page in its own window, so the mappings do not differ, and a page that a fork shares is copied
/// first. Where it lies in two pages it is put together in the kernel, and copied.
/// </summary>
internal sealed unsafe class SignalFrames
{
    private const uint StackDisabled = 2;
    private const uint ReturnCode = 0x0000ADB8; // mov eax, 173; int 0x80
    private const uint ReturnCodeRest = 0x0080CD00;
    private const uint ReturnedFlags = Eflags.AlignmentCheck | Eflags.Direction | Eflags.Trap | Eflags.Resume | Eflags.Arithmetic;
    private const uint MostBytes = 1024;

    private readonly Scheduler scheduler;
    private readonly byte* buffer;
    private readonly uint follows;

    /// <summary>Makes it, with a frame to work in.</summary>
    /// <param name="scheduler">Whose current task it is about.</param>
    /// <param name="buffer">4 KB of kernel memory.</param>
    public SignalFrames(Scheduler scheduler, byte* buffer)
    {
        this.scheduler = scheduler;
        this.buffer = buffer;
        follows = FloatingPointState.StatusUpperHalf();
    }

    /// <summary>What a task has for a signal that it can take now.</summary>
    /// <param name="task">The task.</param>
    /// <param name="signal">The signal, 1 to 32.</param>
    /// <returns>The action, which has a handler; null if the signal ends the task.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SignalAction* HandlerOf(UserTask* task, int signal)
    {
        SignalAction* action = task->Actions + (signal - 1);
        return action->Handler > SignalAction.Ignore && (task->BlockedLow & Signal.Bit(signal)) == 0 ? action : null;
    }

    /// <summary>Lets the running task go on in its handler.</summary>
    /// <param name="task">The running task.</param>
    /// <param name="frame">Its registers; get those of the handler's first instruction.</param>
    /// <param name="action">What <see cref="HandlerOf"/> found.</param>
    /// <param name="information">The signal.</param>
    /// <returns>False if the frame does not fit on the stack: then the task has to end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryDeliver(UserTask* task, TrapFrame* frame, SignalAction* action, SignalInformation information)
    {
        uint floatingPoint = ((frame->Esp - UserTask.FxAreaBytes) & ~63u) - FloatingPointRegisters.LegacyBytes;
        uint at = ((floatingPoint - (uint)sizeof(SignalFrame) + sizeof(uint)) & ~15u) - sizeof(uint);
        uint bytes = floatingPoint - at + FloatingPointState.Bytes;
        byte* direct = scheduler.Space.Find(new LinearAddress(at), bytes, PageRights.User | PageRights.Write);
        byte* target = direct != null ? direct : EmptyPiece(at);
        FloatingPointState.Save(UserTask.FxArea(task), target + (floatingPoint - at), follows);
        var to = (SignalFrame*)target;
        Fill(to, task, frame, information);
        to->ReturnAddress = action->Restorer;
        to->Information = at + SignalFrame.InformationOffset;
        to->Context = at + SignalFrame.ContextOffset;
        to->FloatingPoint = floatingPoint;
        if (direct == null && !scheduler.Space.TryWrite(target, new LinearAddress(at), bytes))
        {
            return false;
        }

        task->BlockedLow |= action->MaskLow;
        task->BlockedHigh |= action->MaskHigh;
        if ((action->Flags & SignalAction.NoDefer) == 0)
        {
            task->BlockedLow |= Signal.Bit(information.Signal);
        }

        frame->Esp = at;
        frame->Eip = action->Handler;
        frame->Eax = (uint)information.Signal;
        frame->Edx = at + SignalFrame.InformationOffset;
        frame->Ecx = at + SignalFrame.ContextOffset;
        frame->Cs = Selector.UserCode;
        frame->Ds = frame->Es = frame->Ss = Selector.UserData;
        frame->Eflags &= ~(Eflags.Direction | Eflags.Trap | Eflags.Resume);
        FloatingPointState.ResetControl(UserTask.FxArea(task));
        if ((action->Flags & SignalAction.ResetHandler) != 0)
        {
            action->Handler = SignalAction.Default;
        }

        return true;
    }

    /// <summary>
    /// Gives the running task the registers that a frame on its stack holds; ends it if the frame cannot be read. They are the program's to
    /// choose, so nothing in them may give it more than it has: EFLAGS gets only what ring 3 could set, and of that what Linux takes, so
    /// neither NT nor ID; CS and SS get RPL 3, and the IRET refuses what is not for ring 3.
    /// </summary>
    /// <param name="frame">Its registers, with ESP as the handler's RET left it.</param>
    public void Return(TrapFrame* frame)
    {
        if (!TryReturn(scheduler.Current, frame))
        {
            scheduler.EndCurrent(0, Signal.SegmentationViolation);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReturn(UserTask* task, TrapFrame* frame)
    {
        uint at = frame->Esp - sizeof(uint);
        byte* direct = scheduler.Space.Find(new LinearAddress(at), (uint)sizeof(SignalFrame), PageRights.User);
        var saved = (SignalFrame*)(direct != null ? direct : buffer);
        if (direct == null && !scheduler.Space.TryRead(new LinearAddress(at), buffer, (uint)sizeof(SignalFrame)))
        {
            return false;
        }

        uint floatingPoint = saved->FloatingPoint;
        if (floatingPoint == 0)
        {
            FloatingPointState.Reset(UserTask.FxArea(task));
        }
        else
        {
            // Nearly always it lies in the same page as the frame, which has been found.
            byte* state = direct + (int)(floatingPoint - at);
            if (direct == null || (floatingPoint ^ at) >= Frame.Size || floatingPoint % Frame.Size > Frame.Size - FloatingPointState.Bytes)
            {
                state = buffer + MostBytes;
                if (!scheduler.Space.TryRead(new LinearAddress(floatingPoint), state, FloatingPointState.Bytes))
                {
                    return false;
                }
            }

            FloatingPointState.Restore(state, UserTask.FxArea(task), buffer + MostBytes);
        }

        task->BlockedLow = saved->BlockedLow & ~Signal.FinalMask;
        task->BlockedHigh = saved->BlockedHigh;
        task->Segments.Gs = Loadable(saved->Segments.Gs);
        task->Segments.Fs = Loadable(saved->Segments.Fs);
        SegmentRegisters.Write(&task->Segments);
        uint tables = frame->Cr3;
        uint flags = (frame->Eflags & ~ReturnedFlags) | (saved->Registers.Eflags & ReturnedFlags);
        UserTask.CopyRegisters(&saved->Registers, frame);
        frame->Cr3 = tables;
        frame->Es = Loadable(frame->Es);
        frame->Ds = Loadable(frame->Ds);
        frame->Cs = (frame->Cs & ushort.MaxValue) | 3;
        frame->Eflags = flags;
        frame->Esp = frame->EntryEsp;
        frame->Ss = (frame->Ss & ushort.MaxValue) | 3;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(SignalFrame* to, UserTask* task, TrapFrame* frame, SignalInformation information)
    {
        to->Signal = to->InformationSignal = (uint)information.Signal;
        to->InformationErrno = 0;
        to->InformationCode = information.Code;
        to->InformationAddress = information.Address;

        // From there two blocks reach to StackBytes: the rest of siginfo, uc_flags, uc_link, ss_sp and ss_flags, which therefore is set
        // after.
        var empty = (MemoryBlock*)((byte*)to + SignalFrame.InformationEnd);
        empty[0] = default;
        empty[1] = default;
        to->StackFlags = StackDisabled;
        to->StackBytes = 0;
        UserTask.CopyRegisters(frame, &to->Registers);
        SegmentRegisters.Read(&to->Segments); // FS belongs where CopyRegisters has put CR3
        to->EsUpper = to->DsUpper = to->CsUpper = to->SsUpper = 0; // a push of a selector may leave them as they were
        to->Registers.EntryEsp = frame->Esp;
        to->OldMask = to->BlockedLow = task->BlockedLow;
        to->BlockedHigh = task->BlockedHigh;
        to->Cr2 = task->FaultAddress.Value;
        to->ReturnCode = ReturnCode;
        to->ReturnCodeRest = ReturnCodeRest;
    }

    /// <summary>
    /// A selector that a data segment register can hold in ring 3; any other becomes 0, as on Linux, since the kernel itself would fault
    /// over it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Loadable(uint selector)
    {
        uint value = (selector & ushort.MaxValue) | 3;
        return value == Selector.UserData || value == Selector.UserCode ? value : 0;
    }

    /// <summary>Where a frame is put together that lies in two pages: without what another task's left.</summary>
    private byte* EmptyPiece(uint at)
    {
        MemoryBlock.Zero(buffer, MostBytes);
        return buffer + (at % FloatingPointState.Alignment);
    }
}
