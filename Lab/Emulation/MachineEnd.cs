using CosmosPaging.Lab.Watching;

namespace CosmosPaging.Lab.Emulation;

/// <summary>How a machine ended.</summary>
/// <param name="Signal">What the ending says of the guest.</param>
/// <param name="ExitCode">The emulator's exit code; none if it was ended from here.</param>
public readonly record struct MachineEnd(GuestSignal Signal, int? ExitCode)
{
    /// <summary>What was visible before the machine was ended from here, if it could be looked at.</summary>
    public MachineLook? Look { get; init; }

    /// <summary>The signal that ended the emulator; none if it ended in another way.</summary>
    public DeathSignal? Death { get; init; }
}
