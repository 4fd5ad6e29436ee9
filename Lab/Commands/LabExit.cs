namespace CosmosPaging.Lab.Commands;

/// <summary>The tool's exit codes, which scripts rely on.</summary>
public enum LabExit
{
    /// <summary>Every expectation held.</summary>
    Held = 0,

    /// <summary>An expectation failed or was never examined, or the guest's account contradicts itself.</summary>
    Failed = 1,

    /// <summary>Wrong usage.</summary>
    Usage = 2,

    /// <summary>Something must be put right first: installed, built, or a full disk; or what is printed cannot be written.</summary>
    Prerequisite = 3,

    /// <summary>The guest hung, reset or panicked, or the emulator itself died.</summary>
    GuestBroken = 4,

    /// <summary>A signal asked the tool to end: 128 + SIGINT, as a shell shows it. For other signals it is 128 + their number.</summary>
    Interrupted = 130,
}
