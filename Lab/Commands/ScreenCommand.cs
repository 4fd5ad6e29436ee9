using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// <c>lab run --screen</c>: boots one machine in a window, for a person to look at and to press keys. It stays until the window is closed.
/// </summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class ScreenCommand(LabContext context) : BootingCommand(context)
{
    private static readonly TimeSpan Unlimited = TimeSpan.FromDays(30);

    /// <summary>Does it.</summary>
    /// <param name="choices">What was asked for; the time limit counts only if somebody gave it.</param>
    /// <param name="limit">How long the window stays at most, or null.</param>
    /// <param name="cancellation">Ends the machine and the command.</param>
    /// <returns>The exit code: of the automatic run, if it came to its end.</returns>
    public Task<LabExit> ExecuteAsync(RunChoices choices, TimeSpan? limit, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            if (!Context.HasDisplay)
            {
                throw new PrerequisiteException("--screen needs a display to open a window on, and neither DISPLAY nor "
                    + "WAYLAND_DISPLAY is set; without --screen none is needed");
            }

            IReadOnlyList<OutsideProgram> programs = OutsidePrograms.Read(choices.Programs, []);
            IEmulator emulator = FindEmulator(choices);
            await FormatsAsync(emulator, choices, cancellation).ConfigureAwait(false);
            using SessionFolder folder = new();
            string what = $"variant={choices.Variant} paging={choices.Paging}{KernelWords.OnlyExperiment(choices.Experiment)}";
            string commandLine = $"{what} screen={KernelWords.Live}";
            MachineDefinition definition = Define(choices, commandLine, WriteArchive(folder, programs)) with
            {
                Screen = MachineScreen.Window,
            };
            await Context.Output.WriteLineAsync("A window opens; H shows what the keys do. Close it to end.").ConfigureAwait(false);
            BootResult boot = await Boot.RunAsync(emulator, definition, limit ?? Unlimited, cancellation).ConfigureAwait(false);
            return Judge(boot);
        });

    private LabExit Judge(BootResult boot)
    {
        if (boot.End.Signal is GuestSignal.EmulatorDied or GuestSignal.Spinning)
        {
            Context.Complain(boot.Breakdown!);
            PrintLastLines(boot);
            return LabExit.GuestBroken;
        }

        if (boot.Transcript.Panicked || boot.Transcript.Lines.Count == 0)
        {
            PrintLastLines(boot);
            return LabExit.GuestBroken;
        }

        if (boot.Transcript.Done is { } done)
        {
            Context.Output.WriteLine($"{done.Held} expectations held, {done.Failed} failed");
            return done.Failed == 0 ? LabExit.Held : LabExit.Failed;
        }

        CheckRecord[] checks = [.. boot.Transcript.Lines.OfType<CheckRecord>()];
        Context.Output.WriteLine(
            $"stopped by hand after {checks.Count(check => check.Held)} expectations held, {checks.Count(check => !check.Held)} failed");
        return checks.All(check => check.Held) ? LabExit.Held : LabExit.Failed;
    }
}
