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

    /// <summary>Something must be installed or built first.</summary>
    Prerequisite = 3,

    /// <summary>The guest hung, reset or panicked.</summary>
    GuestBroken = 4,

    /// <summary>The user interrupted the tool: 128 + SIGINT, as a shell shows it.</summary>
    Interrupted = 130,
}
