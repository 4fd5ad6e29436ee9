using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// How a fault gets to the program that asked for it, and how the program comes back: a <see cref="SignalFrame"/> on the stack.
/// <code>
///   ESP of the program ─▶
///                         FXSAVE's 512 bytes, at a multiple of 64
///                         FSAVE's 112 bytes                          ◀─ fpstate
///   ESP of the handler ─▶ SignalFrame; its address + 4 is a multiple of 16
/// </code>
/// It is written where the kernel has that page in its own window, so the mappings do not differ, and a page that a fork shares is copied first. Where it
/// lies in two pages it is put together in the kernel, and copied.
/// </summary>
public sealed unsafe class SignalFrames
{
    private const uint StackDisabled = 2;
    private const uint ReturnCode = 0x0000ADB8; // mov eax, 173; int 0x80
    private const uint ReturnCodeRest = 0x0080CD00;
    private const uint ReturnedFlags = Eflags.AlignmentCheck | Eflags.Direction | Eflags.Trap | Eflags.Resume | Eflags.Arithmetic;
    private const uint MostBytes = 1024;

    private readonly Scheduler scheduler;
    private readonly byte* piece;
    private readonly uint follows;

    /// <summary>Makes it, with a frame to work in.</summary>
    /// <param name="scheduler">Whose current task it is about.</param>
    /// <param name="piece">4 KB of kernel memory.</param>
    public SignalFrames(Scheduler scheduler, byte* piece)
    {
        this.scheduler = scheduler;
        this.piece = piece;
        follows = FloatingPointState.Follows();
    }

    /// <summary>Whether a task has a handler for a signal that it can take now.</summary>
    /// <param name="task">The task.</param>
    /// <param name="signal">The signal.</param>
    /// <returns>False if the signal ends the task.</returns>
    public static bool IsHandled(Task* task, int signal) =>
        task->Actions[signal - 1].Handler > SignalAction.Ignore && (task->BlockedLow & Signal.Bit(signal)) == 0;

    /// <summary>Lets the running task go on in its handler.</summary>
    /// <param name="task">The running task; it has a handler.</param>
    /// <param name="frame">Its registers; get those of the handler's first instruction.</param>
    /// <param name="information">The signal.</param>
    /// <returns>False if the frame does not fit on the stack: then the task has to end.</returns>
    public bool TryDeliver(Task* task, TrapFrame* frame, in SignalInformation information)
    {
        int signal = information.Signal;
        SignalAction* action = task->Actions + (signal - 1);
        uint floatingPoint = ((frame->Esp - Task.FxAreaBytes) & ~63u) - FloatingPointRegisters.LegacyBytes;
        uint at = ((floatingPoint - (uint)sizeof(SignalFrame) + sizeof(uint)) & ~15u) - sizeof(uint);
        uint offset = floatingPoint - at;
        uint bytes = offset + FloatingPointState.Bytes;
        byte* direct = scheduler.Space.Find(new LinearAddress(at), bytes, PageRights.User | PageRights.Write);
        if (direct == null)
        {
            MemoryBlock.Zero(piece, MostBytes); // what another task's frame left
        }

        byte* target = direct == null ? piece + (at % FloatingPointState.Alignment) : direct;
        var signalFrame = (SignalFrame*)target;
        Fill(signalFrame, task, frame, information);
        signalFrame->ReturnAddress = action->Restorer;
        signalFrame->Information = at + SignalFrame.InformationOffset;
        signalFrame->Context = at + SignalFrame.ContextOffset;
        signalFrame->FloatingPoint = floatingPoint;
        FloatingPointState.Save(task->FxArea, target + offset, follows);
        if (direct == null && !scheduler.Space.TryWrite(target, new LinearAddress(at), bytes))
        {
            return false;
        }

        task->BlockedLow |= action->MaskLow | ((action->Flags & SignalAction.NoDefer) != 0 ? 0 : Signal.Bit(signal));
        task->BlockedHigh |= action->MaskHigh;
        frame->Esp = at;
        frame->Eip = action->Handler;
        frame->Eax = (uint)signal;
        frame->Edx = at + SignalFrame.InformationOffset;
        frame->Ecx = at + SignalFrame.ContextOffset;
        frame->Cs = Selector.UserCode;
        frame->Ds = frame->Es = frame->Ss = Selector.UserData;
        frame->Eflags &= ~(Eflags.Direction | Eflags.Trap | Eflags.Resume);
        FloatingPointState.ResetControl(task->FxArea);
        if ((action->Flags & SignalAction.ResetHandler) != 0)
        {
            action->Handler = SignalAction.Default;
        }

        return true;
    }

    /// <summary>
    /// Gives the running task the registers that a frame on its stack holds. They are the program's to choose, so nothing in them may give it more than it
    /// has: EFLAGS gets only what POPF of ring 3 could set; CS and SS get RPL 3, and the IRET refuses what is not for ring 3.
    /// </summary>
    /// <param name="task">The running task.</param>
    /// <param name="frame">Its registers, with ESP as the handler's RET left it.</param>
    /// <returns>False if the frame cannot be read: then the task has to end.</returns>
    public bool TryReturn(Task* task, TrapFrame* frame)
    {
        byte* source = Reachable(frame->Esp - sizeof(uint), (uint)sizeof(SignalFrame), piece);
        if (source == null)
        {
            return false;
        }

        var saved = (SignalFrame*)source;
        if (saved->FloatingPoint == 0)
        {
            FloatingPointState.Reset(task->FxArea);
        }
        else
        {
            // Nearly always it lies in the same page as the frame, which has been found.
            uint at = frame->Esp - sizeof(uint);
            uint offset = saved->FloatingPoint - at;
            byte* state = source != piece && (at & (Frame.Size - 1)) + (ulong)offset + FloatingPointState.Bytes <= Frame.Size
                ? source + offset
                : Reachable(saved->FloatingPoint, FloatingPointState.Bytes, piece + MostBytes);
            if (state == null)
            {
                return false;
            }

            FloatingPointState.Restore(state, task->FxArea, piece + MostBytes);
        }

        task->BlockedLow = saved->BlockedLow & ~Signal.FinalMask;
        task->BlockedHigh = saved->BlockedHigh;
        var segments = new DataSegments { Gs = Loadable(saved->Segments.Gs), Fs = Loadable(saved->Segments.Fs) };
        SegmentRegisters.Write(&segments);
        uint tables = frame->Cr3;
        uint flags = (frame->Eflags & ~ReturnedFlags) | (saved->Registers.Eflags & ReturnedFlags);
        Task.CopyRegisters(&saved->Registers, frame);
        frame->Cr3 = tables;
        frame->Es = Loadable(frame->Es);
        frame->Ds = Loadable(frame->Ds);
        frame->Cs = (frame->Cs & ushort.MaxValue) | 3;
        frame->Eflags = flags;
        frame->Esp = frame->EntryEsp;
        frame->Ss = (frame->Ss & ushort.MaxValue) | 3;
        return true;
    }

    private static void Fill(SignalFrame* to, Task* task, TrapFrame* frame, in SignalInformation information)
    {
        to->Signal = to->InformationSignal = (uint)information.Signal;
        to->InformationErrno = 0;
        to->InformationCode = information.Code;
        to->InformationAddress = information.Address;

        // From there two blocks reach to StackBytes: the rest of siginfo, uc_flags, uc_link, ss_sp and ss_flags, which therefore is set after.
        var empty = (MemoryBlock*)((byte*)to + SignalFrame.InformationEnd);
        empty[0] = default;
        empty[1] = default;
        to->StackFlags = StackDisabled;
        to->StackBytes = 0;
        Task.CopyRegisters(frame, &to->Registers);
        to->Registers.Es &= ushort.MaxValue;
        to->Registers.Ds &= ushort.MaxValue;
        to->Registers.Cs &= ushort.MaxValue;
        to->Registers.Ss &= ushort.MaxValue;
        to->Registers.EntryEsp = frame->Esp;
        SegmentRegisters.Read(&to->Segments);
        to->OldMask = to->BlockedLow = task->BlockedLow;
        to->BlockedHigh = task->BlockedHigh;
        to->Cr2 = task->FaultAddress.Value;
        to->ReturnCode = ReturnCode;
        to->ReturnCodeRest = ReturnCodeRest;
    }

    /// <summary>A selector that a data segment register can hold in ring 3; any other becomes 0, as on Linux, since the kernel itself would fault over it.</summary>
    private static uint Loadable(uint selector)
    {
        uint value = (selector & ushort.MaxValue) | 3;
        return value == Selector.UserData || value == Selector.UserCode ? value : 0;
    }

    /// <summary>The task's bytes where they are, or a copy of them where they lie in two pages; null if it may not read them.</summary>
    private byte* Reachable(uint address, uint bytes, byte* copy)
    {
        byte* direct = scheduler.Space.Find(new LinearAddress(address), bytes, PageRights.User);
        return direct != null ? direct : scheduler.Space.TryRead(new LinearAddress(address), copy, bytes) ? copy : null;
    }
}
