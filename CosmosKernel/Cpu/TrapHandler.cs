namespace CosmosKernel.Cpu;

/// <summary>
/// What the entry code calls: with interrupts off, on the kernel stack, under tables that hold the kernel. A handler on this path
/// neither allocates nor calls a delegate: both would let interrupts in under Cosmos.
/// </summary>
public abstract unsafe class TrapHandler
{
    private static TrapHandler? current;

    /// <summary>Names the handler of all traps; before the interrupt table is loaded.</summary>
    /// <param name="handler">The handler; stays for good.</param>
    public static void Install(TrapHandler handler)
    {
        current = handler;
        if (handler == null)
        {
            // Never so. It shows IL2CPU, which compiles what it sees called, that these are.
            Enter(null);
            EnterSystemCall(null);
            EnterDoubleFault(null);
        }
    }

    /// <summary>
    /// Called by the entry code at every trap but a system call, and at a system call whose frame lies elsewhere than it should.
    /// </summary>
    /// <param name="frame">
    /// The interrupted registers. Of a trap from ring 3 they lie at <see cref="Trampoline.TaskFrame"/>, and whatever lies there
    /// on return is what the exit restores: another task's registers, if the handler put them there. Of a trap out of virtual-8086 mode
    /// they lie
    /// 16 bytes lower, since the processor pushes GS, FS, DS and ES first, and CS holds no privilege level (SDM vol. 3, 20.3.1).
    /// </param>
    public static void Enter(TrapFrame* frame) => current!.Handle(frame);

    /// <summary>Called by the entry code at a system call, which is always ring 3's and goes a shorter way.</summary>
    /// <param name="frame">The caller's registers, at <see cref="Trampoline.TaskFrame"/>.</param>
    public static void EnterSystemCall(TrapFrame* frame) => current!.HandleSystemCall(frame);

    /// <summary>Called by the double-fault task, on its own stack.</summary>
    /// <param name="interrupted">The task-state segment into which the processor wrote what was running.</param>
    public static void EnterDoubleFault(TaskStateSegment* interrupted) => current!.HandleDoubleFault(interrupted);

    /// <summary>Handles a trap to its end.</summary>
    /// <param name="frame">See <see cref="Enter"/>.</param>
    protected abstract void Handle(TrapFrame* frame);

    /// <summary>Handles a system call to its end.</summary>
    /// <param name="frame">See <see cref="EnterSystemCall"/>.</param>
    protected abstract void HandleSystemCall(TrapFrame* frame);

    /// <summary>Reports a double fault (SDM vol. 3, 6.15) and stops; there is nothing to return to.</summary>
    /// <param name="interrupted">See <see cref="EnterDoubleFault"/>.</param>
    protected abstract void HandleDoubleFault(TaskStateSegment* interrupted);
}
