using System;
using System.Linq;
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
        GuestSignal.TimedOut => $"the guest hung: it had not ended after {Limit.TotalSeconds:0.###} s{LastSeen}",
        GuestSignal.Spinning => $"{End.Look?.Tables ?? "a program"} spins {End.Look?.Where.Words}: no tick of the clock can end it",
        GuestSignal.EmulatorDied => DeathOfTheEmulator,
        GuestSignal.TooTalkative => "the guest wrote without end, and was ended",
        GuestSignal.Reset when Transcript.Panicked => "the guest panicked, and then reset",
        GuestSignal.Reset => "the guest reset: a triple fault, or a reboot of its own",
        GuestSignal.EmulatorFailed => $"the emulator gave up with exit code {End.ExitCode}",
        GuestSignal.Panicked => "the guest panicked",
        _ when Transcript.Panicked => "the guest panicked",
        _ when Transcript.Done is null => "the guest ended without its 'done:' line",
        _ => null,
    };

    private string LastSeen => End.Look is { } look ? $"; the processor was {look.Words}" : "";

    /// <summary>Whoever was alive by the log, the youngest last: forked tasks that the log only counts are not among them.</summary>
    private string DeathOfTheEmulator
    {
        get
        {
            string signal = End.Death is { } death ? $"{death.Name} (exit code {End.ExitCode}): {death.Meaning}" : "a signal";
            GuestTask[] living = [.. Transcript.Runs.TakeLast(1).SelectMany(run => run.Tasks).Where(task => task.Status is null)];
            string tasks = string.Join(" or ", living.Select(task => FormattableString.Invariant($"task {task.Pid} {task.Name}")));
            return $"the emulator itself died, which is no end of the guest's, by {signal}; "
                + (living.Length > 0 ? $"{tasks} was running last" : "no task was running");
        }
    }
}
