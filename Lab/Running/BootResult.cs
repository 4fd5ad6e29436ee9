using System;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>What came of a boot.</summary>
/// <param name="End">How the machine ended.</param>
/// <param name="Transcript">What the guest wrote.</param>
/// <param name="EmulatorWords">What the emulator itself said.</param>
/// <param name="Limit">The time limit that the boot had.</param>
public sealed record BootResult(MachineEnd End, GuestTranscript Transcript, string EmulatorWords, TimeSpan Limit)
{
    /// <summary>Why the boot did not come to its end, as a sentence; none if it did.</summary>
    public string? Breakdown => End.Signal switch
    {
        GuestSignal.TimedOut => $"the guest hung: it had not ended after {Limit.TotalSeconds:0.###} s",
        GuestSignal.TooTalkative => "the guest wrote without end, and was ended",
        GuestSignal.Reset when Transcript.Panicked => "the guest panicked, and then reset",
        GuestSignal.Reset => "the guest reset: a triple fault, or a reboot of its own",
        GuestSignal.EmulatorFailed => $"the emulator gave up with exit code {End.ExitCode}",
        GuestSignal.Panicked => "the guest panicked",
        _ when Transcript.Panicked => "the guest panicked",
        _ when Transcript.Done is null => "the guest ended without its 'done:' line",
        _ => null,
    };
}
