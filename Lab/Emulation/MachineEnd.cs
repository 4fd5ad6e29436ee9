namespace CosmosPaging.Lab.Emulation;

/// <summary>How a machine ended.</summary>
/// <param name="Signal">What the ending says of the guest.</param>
/// <param name="ExitCode">The emulator's exit code; none if it was ended from here.</param>
public readonly record struct MachineEnd(GuestSignal Signal, int? ExitCode);
