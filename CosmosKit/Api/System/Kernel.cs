using Cosmos.Core;

namespace Cosmos.System;

/// <summary>
/// What a kernel derives from. The start-up code makes one object of the derived class and calls <see cref="Start"/>. Differs from
/// Cosmos in what the kit does not have: no debugger, no text screen device, and an exception is a panic.
/// </summary>
public abstract class Kernel
{
    /// <summary>Whether <see cref="Start"/> was called.</summary>
    protected bool mStarted;

    /// <summary>Whether the main loop is to end.</summary>
    protected bool mStopped;

    /// <summary>Makes the kernel. It has not started yet, and there is no memory for objects of its own.</summary>
    public Kernel()
    {
    }

    /// <summary>Whether the kernel runs with interrupts enabled.</summary>
    public static bool InterruptsEnabled => CPU.mInterruptsEnabled;

    /// <summary>
    /// Prepares memory, then calls <see cref="OnBoot"/> and <see cref="BeforeRun"/>, enables interrupts, and calls <see cref="Run"/>
    /// again and again until <see cref="Stop"/>; at last <see cref="AfterRun"/>.
    /// </summary>
    public virtual void Start()
    {
        if (mStarted)
        {
            throw new global::System.InvalidOperationException("a kernel cannot be started twice");
        }

        mStarted = true;
        Bootstrap.Init();
        OnBoot();
        BeforeRun();
        CPU.EnableInterrupts();
        while (!mStopped)
        {
            Run();
        }

        AfterRun();
    }

    /// <summary>Ends the main loop after the current <see cref="Run"/>.</summary>
    public void Stop() => mStopped = true;

    /// <summary>Where Cosmos starts its drivers; the kit has none.</summary>
    protected virtual void OnBoot()
    {
    }

    /// <summary>Called once, with interrupts disabled, before the main loop.</summary>
    protected virtual void BeforeRun()
    {
    }

    /// <summary>One round of the main loop.</summary>
    protected abstract void Run();

    /// <summary>Called once after the main loop; then the machine halts.</summary>
    protected virtual void AfterRun()
    {
    }
}
