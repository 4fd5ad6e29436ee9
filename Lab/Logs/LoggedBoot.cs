using System;
using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Logs;

/// <summary>One boot in a serial log: from a <c>boot:</c> line to <c>done:</c>, or to where the next one begins.</summary>
public sealed class LoggedBoot
{
    /// <summary>What stands where a report names the emulator: a log does not tell it.</summary>
    public const string UnknownMachine = "unknown-machine";

    // What a person does in the live view comes after 'done:', or instead of it.
    private const string KeyPressed = "note: a key stopped the automatic run";

    // There are some hundred experiments in four cells. Judging takes time that grows faster than their number, and anybody may have
    // written the log.
    private const int MostRuns = 100;
    private const int MostChecks = 2000;
    private const int MostBoots = 100;

    private LoggedBoot(IReadOnlyList<ConsoleLine> lines)
    {
        int done = Enumerable.Range(0, lines.Count).FirstOrDefault(at => lines[at] is DoneRecord, lines.Count - 1);
        Transcript = new GuestTranscript([.. lines.Take(done + 1)]);
        LinesAfter = lines.Skip(done + 1).Count(line => line.Text.Length > 0);
        WasStoppedByKey = Transcript.Done is null && Transcript.Lines.Any(line => line.Text == KeyPressed);
    }

    /// <summary>What the guest wrote, up to <c>done:</c>.</summary>
    public GuestTranscript Transcript { get; }

    /// <summary>How many lines come after <c>done:</c>: of the live view.</summary>
    public int LinesAfter { get; }

    /// <summary>Whether somebody pressed a key before the run was over, and so ended it.</summary>
    public bool WasStoppedByKey { get; }

    /// <summary>What the kernel says of itself; none if that line is damaged.</summary>
    public BootRecord? Header => Transcript.Lines.OfType<BootRecord>().FirstOrDefault();

    /// <summary>Why the boot did not come to its end, as a sentence; none if it did, or if a person ended it.</summary>
    public string? Breakdown =>
        Transcript.Panicked ? "the kernel panicked"
        : Transcript.Done is null && !WasStoppedByKey ? "the log ends without 'done:': the kernel hung or was reset, or the log was cut off"
        : null;

    /// <summary>Divides a log into boots: a file that a machine appends to may have several.</summary>
    /// <param name="path">The log's name, for complaints.</param>
    /// <param name="lines">Its lines.</param>
    /// <returns>The boots, at least one if there is a line.</returns>
    /// <exception cref="UsageException">No kernel writes so much.</exception>
    public static IReadOnlyList<LoggedBoot> Divide(string path, IReadOnlyList<ConsoleLine> lines)
    {
        List<int> starts = [.. Enumerable.Range(0, lines.Count).Where(at => BeginsBoot(lines[at])).Skip(1)];
        if (starts.Count >= MostBoots)
        {
            throw new UsageException($"{path}: more than {MostBoots} boots, which is no log of a person's");
        }

        List<LoggedBoot> boots = [];
        int from = 0;
        foreach (int to in starts.Append(lines.Count))
        {
            LoggedBoot boot = new([.. lines.Skip(from).Take(to - from)]);
            if (boot.Transcript.Runs.Count > MostRuns || boot.Transcript.Runs.Any(run => run.Checks.Count > MostChecks))
            {
                throw new UsageException(
                    $"{path}: more than {MostRuns} runs, or {MostChecks} experiments in one of them, which no kernel of this tree writes");
            }

            boots.Add(boot);
            from = to;
        }

        return boots;
    }

    /// <summary>
    /// Judges the boot as if it had been made from here: against its own words, since there is no plan and no emulator to ask.
    /// </summary>
    /// <returns>The outcome, with a result for each cell that the log holds.</returns>
    public BootVerdict Judge()
    {
        // Where the machine deviates from the SDM as an old QEMU does, the report says so, and the person knows what it was.
        IEnumerable<RunRecord> headers = Transcript.Runs.Select(run => run.Header);
        Cell[] cells = [.. headers.Select(run => new Cell(run.Variant, run.Paging, run.Layout, EmulatorChoice.Qemu)).Distinct()];
        BootPlan plan = new(cells, [])
        {
            Experiment = headers.Any(run => run.Experiments == 0) ? KernelWords.None : KernelWords.All,
            EmulatorVersion = static () => new Version(0, 0),
            ChecksInvariants = Transcript.Lines.Any(line => line is InvariantsRecord),
        };
        GuestSignal signal = Transcript.Panicked ? GuestSignal.Panicked
            : Transcript.Done is { Failed: > 0 } ? GuestSignal.SomeFailed
            : GuestSignal.AllHeld;
        BootResult result = new(new MachineEnd(signal, ExitCode: null), Transcript, "", TimeSpan.Zero);
        BootVerdict verdict = BootJudge.Judge(plan, result);
        RunResult[] runs = [.. verdict.Runs.Select(run => run with
        {
            Cell = run.Cell with { Emulator = UnknownMachine },
            Problems = [.. run.Problems.Where(problem => problem != result.Breakdown)],
        })];
        RunOutcome outcome = Breakdown is not null ? RunOutcome.Broken
            : WasStoppedByKey || runs.Length == 0 || runs.Any(run => run.Failed > 0) ? RunOutcome.Failed
            : RunOutcome.Held;
        return new BootVerdict(outcome, runs);
    }

    private static bool BeginsBoot(ConsoleLine line) => line is not ProgramLine && line.Text.StartsWith("boot: ", StringComparison.Ordinal);
}
