using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Scheduling;
using CosmosKernel.Signals;
using CosmosKernel.Tasks;

namespace CosmosKernel.Calls;

/// <summary><c>rt_sigaction</c> and <c>rt_sigprocmask</c>; <c>rt_sigreturn</c> is <see cref="SignalFrames"/>'.</summary>
internal sealed unsafe class SignalCalls
{
    private const uint SetBytes = 8;
    private const uint HowBlock = 0;
    private const uint HowUnblock = 1;
    private const uint HowReplace = 2;
    private const uint NeededFlags = SignalAction.TakesInformation | SignalAction.HasRestorer;

    private readonly Scheduler scheduler;

    /// <summary>Makes the calls.</summary>
    /// <param name="scheduler">Whose current task calls.</param>
    public SignalCalls(Scheduler scheduler) => this.scheduler = scheduler;

    /// <summary>Reads or sets what to do at a signal.</summary>
    /// <param name="task">The caller.</param>
    /// <param name="frame">Its registers: signal, new action or 0, where the old one goes or 0, bytes of a set.</param>
    /// <returns>0, or minus an <see cref="Errno"/>.</returns>
    public int Action(UserTask* task, TrapFrame* frame)
    {
        uint signal = frame->Ebx;
        var wanted = new LinearAddress(frame->Ecx);
        var old = new LinearAddress(frame->Edx);
        if (frame->Esi != SetBytes)
        {
            return -Errno.Invalid;
        }

        SignalAction action = default;
        if (wanted.Value != 0 && !scheduler.Space.TryRead(wanted, (byte*)&action, (uint)sizeof(SignalAction)))
        {
            return -Errno.Fault;
        }

        if (signal < 1 || signal > Signal.Count || (wanted.Value != 0 && (Signal.IsFinal(signal) || !IsPossible(action))))
        {
            return -Errno.Invalid;
        }

        SignalAction before = task->Actions[signal - 1];
        if (wanted.Value != 0)
        {
            action.MaskLow &= ~Signal.FinalMask;
            task->Actions[signal - 1] = action;
        }

        return old.Value == 0 || scheduler.Space.TryWrite((byte*)&before, old, (uint)sizeof(SignalAction)) ? 0 : -Errno.Fault;
    }

    /// <summary>Reads or changes which signals are blocked.</summary>
    /// <param name="task">The caller.</param>
    /// <param name="frame">Its registers: how, a set or 0, where the old set goes or 0, bytes of a set.</param>
    /// <returns>0, or minus an <see cref="Errno"/>.</returns>
    public int Mask(UserTask* task, TrapFrame* frame)
    {
        var wanted = new LinearAddress(frame->Ecx);
        var old = new LinearAddress(frame->Edx);
        if (frame->Esi != SetBytes)
        {
            return -Errno.Invalid;
        }

        ulong before = ((ulong)task->BlockedHigh << 32) | task->BlockedLow;
        if (wanted.Value != 0)
        {
            ulong set;
            if (!scheduler.Space.TryRead(wanted, (byte*)&set, SetBytes))
            {
                return -Errno.Fault;
            }

            if (frame->Ebx > HowReplace)
            {
                return -Errno.Invalid;
            }

            ulong after = frame->Ebx == HowBlock ? before | set : frame->Ebx == HowUnblock ? before & ~set : set;
            task->BlockedLow = (uint)after & ~Signal.FinalMask;
            task->BlockedHigh = (uint)(after >> 32);
        }

        return old.Value == 0 || scheduler.Space.TryWrite((byte*)&before, old, SetBytes) ? 0 : -Errno.Fault;
    }

    /// <summary>A handler is taken only with what this kernel needs to call it and to come back.</summary>
    private static bool IsPossible(in SignalAction action) =>
        action.Handler <= SignalAction.Ignore || (action.Flags & NeededFlags) == NeededFlags;
}
