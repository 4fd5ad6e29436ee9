using System;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>What came of a boot.</summary>
/// <param name="End">How the machine ended.</param>
/// <param name="Transcript">What the guest wrote.</param>
/// <param name="EmulatorWords">What the emulator itself said.</param>
/// <param name="Limit">The time limit that the boot had.</param>
public sealed record BootResult(MachineEnd End, GuestTranscript Transcript, string EmulatorWords, TimeSpan Limit);
