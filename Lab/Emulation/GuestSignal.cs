namespace CosmosPaging.Lab.Emulation;

/// <summary>What the way a machine ended says of its guest.</summary>
public enum GuestSignal
{
    /// <summary>The guest ended the machine and said that every expectation held.</summary>
    AllHeld,

    /// <summary>The guest ended the machine and said that an expectation failed.</summary>
    SomeFailed,

    /// <summary>The guest ended the machine after a panic.</summary>
    Panicked,

    /// <summary>The guest ended the machine, and said nothing of the outcome.</summary>
    Ended,

    /// <summary>The processor was reset, as a triple fault does.</summary>
    Reset,

    /// <summary>A signal ended the emulator itself.</summary>
    EmulatorDied,

    /// <summary>A program holds the processor with interrupts off, so nothing in the guest can end it; the machine was ended.</summary>
    Spinning,

    /// <summary>The emulator gave up, or ended in a way the guest cannot have asked for.</summary>
    EmulatorFailed,

    /// <summary>The guest took too long, and was ended.</summary>
    TimedOut,

    /// <summary>The guest wrote more than anything sensible, and was ended.</summary>
    TooTalkative,
}
