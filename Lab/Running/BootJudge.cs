using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>
/// Judges a boot. The emulator's exit code and the guest's words are two witnesses, and each is checked against the other and the words
/// against themselves: a kernel that skips an experiment, counts wrongly or loses a fault does not pass.
/// </summary>
public sealed class BootJudge
{
    private const int MalformedShown = 10;

    private readonly BootPlan plan;
    private readonly BootResult result;
    private readonly List<(GuestRun Run, List<string> Problems)> runs;
    private readonly List<string> bootProblems = [];

    private BootJudge(BootPlan plan, BootResult result)
    {
        this.plan = plan;
        this.result = result;
        runs = [.. result.Transcript.Runs.Select(run => (run, new List<string>()))];
    }

    /// <summary>Judges a boot.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="result">What came of it.</param>
    /// <returns>The outcome, with a result for each run that was asked for.</returns>
    public static BootVerdict Judge(BootPlan plan, BootResult result)
    {
        BootJudge judge = new(plan, result);
        string? breakdown = result.Breakdown;
        if (breakdown is not null)
        {
            judge.bootProblems.Add(breakdown);
        }

        judge.CheckRuns(ended: breakdown is null);
        judge.CheckSequence();
        judge.CheckMalformed();
        if (breakdown is null)
        {
            judge.CheckEnd();
        }

        RunResult[] results = judge.Results();
        RunOutcome outcome = breakdown is not null ? RunOutcome.Broken
            : results.Any(run => run.Failed > 0) ? RunOutcome.Failed
            : RunOutcome.Held;
        return new BootVerdict(outcome, results);
    }

    private void CheckRuns(bool ended)
    {
        HashSet<Cell> seen = [];
        foreach ((GuestRun run, List<string> problems) in runs)
        {
            Cell cell = CellOf(run);
            if (!plan.Cells.Contains(cell))
            {
                problems.Add($"a run that was not asked for: {cell}");
            }
            else if (!seen.Add(cell))
            {
                problems.Add($"the same run a second time: {cell}");
            }

            CheckAccount(run, problems, ended);
        }
    }

    private void CheckAccount(GuestRun run, List<string> problems, bool ended)
    {
        if (run.Header.Experiments == 0 && plan.Experiment != KernelWords.None)
        {
            problems.Add("no experiment was announced");
        }

        foreach (IGrouping<string, CheckRecord> same in run.Checks.GroupBy(check => check.Name).Where(same => same.Count() > 1))
        {
            problems.Add($"the experiment {same.Key} was judged {same.Count()} times");
        }

        CheckDeviations(run, problems);
        if (run.Checks.Count > run.Header.Experiments)
        {
            problems.Add($"{run.Checks.Count} experiments were judged, {run.Header.Experiments} announced");
        }

        foreach (FaultRecord fault in run.Faults)
        {
            if ((fault.Mapping is { } mapping && mapping != run.Header.Variant)
                || (fault.Paging is { } paging && paging != run.Header.Paging))
            {
                problems.Add($"fault {fault.Sequence} was logged for mapping {fault.Mapping}, {fault.Paging} paging");
            }
        }

        CheckInvariants(run, problems);
        if (run.End is { } end)
        {
            (int held, int failed) = Count(run);
            if (end.Held != held || end.Failed != failed)
            {
                problems.Add($"'end:' counts {end.Held} held, {end.Failed} failed; the lines before it are {held} held, {failed} failed");
            }

            if (end.Variant != run.Header.Variant || end.Paging != run.Header.Paging)
            {
                problems.Add($"'end:' names another run: {end.Variant}, {end.Paging} paging");
            }
        }
        else if (ended)
        {
            problems.Add("the run has no 'end:' line");
        }

        if (ended)
        {
            CheckOutsidePrograms(run, problems);
        }
    }

    /// <summary>What held did so as expected, or as this very emulator is known to deviate.</summary>
    private void CheckDeviations(GuestRun run, List<string> problems)
    {
        foreach (CheckRecord check in run.Checks.Where(check => check.Held))
        {
            if (check.Deviation is { } deviation)
            {
                if (EmulatorDeviation.ProblemWith(deviation, plan.Cells[0].Emulator, plan.EmulatorVersion()) is { } problem)
                {
                    problems.Add($"the experiment {check.Name} gave {check.Got}, not {check.Expected}: {problem}");
                }
            }
            else if (check.Expected != check.Got)
            {
                problems.Add($"the experiment {check.Name} is said to have held, and gave {check.Got}, not {check.Expected}");
            }
        }
    }

    /// <summary>
    /// What an experiment's own expectations do not see: the kernel says after each of them whether it still is what it promises to be.
    /// </summary>
    private void CheckInvariants(GuestRun run, List<string> problems)
    {
        foreach (InvariantsRecord broken in run.Invariants.Where(record => !record.Held))
        {
            string names = string.Join(", ", broken.Broken);
            problems.Add($"after {broken.Name} the kernel found broken: {names}, at {broken.At:x8}: {broken.Breach}");
        }

        if (!plan.ChecksInvariants)
        {
            return;
        }

        foreach (CheckRecord check in run.Checks)
        {
            int count = run.LinesOf(check).OfType<InvariantsRecord>().Count(record => record.Name == check.Name);
            if (count != 1)
            {
                problems.Add($"the experiment {check.Name} has {count} lines about the kernel's invariants");
            }
        }
    }

    /// <summary>What the kernel has to count: expectations, and as a failure each time that an invariant did not hold.</summary>
    private static (int Held, int Failed) Count(GuestRun run)
    {
        int held = run.Checks.Count(check => check.Held);
        return (held, run.Checks.Count - held + run.Invariants.Count(record => !record.Held));
    }

    private void CheckOutsidePrograms(GuestRun run, List<string> problems)
    {
        IReadOnlyList<ConsoleLine> lines = run.LinesAfterChecks();
        foreach (string name in plan.OutsidePrograms)
        {
            bool answered = lines.Any(
                line => line is TaskRecord task && task.Name == name || line is RefusedRecord refused && refused.Name == name);
            if (!answered)
            {
                problems.Add($"the program {name} was neither run nor refused");
            }
            else if (plan.ChecksInvariants && !lines.Any(line => line is InvariantsRecord record && record.Name == name))
            {
                problems.Add($"the program {name} has no line about the kernel's invariants");
            }
        }
    }

    /// <summary>
    /// Faults are numbered from 1 in every experiment, so one that was lost or logged twice shows. Version 0.9.0 of the kernel numbered
    /// on through the boot; its logs are good, too.
    /// </summary>
    private void CheckSequence()
    {
        int next = 1;
        bool begins = true;
        bool? restarts = null; // as the first experiment shows that is not the first with a fault
        foreach (ConsoleLine line in result.Transcript.Lines)
        {
            begins |= line is RunRecord or CheckRecord or InvariantsRecord;
            if (line is not FaultRecord fault)
            {
                continue;
            }

            if (begins && next > 1)
            {
                restarts ??= fault.Sequence == 1;
            }

            int due = begins && restarts == true ? 1 : next;
            if (fault.Sequence != due)
            {
                bootProblems.Add($"fault {fault.Sequence} was logged where fault {due} was due");
            }

            next = fault.Sequence + 1;
            begins = false;
        }
    }

    private void CheckMalformed()
    {
        AddMalformed(result.Transcript.Preamble, bootProblems);
        foreach ((GuestRun run, List<string> problems) in runs)
        {
            AddMalformed(run.Lines, problems);
        }
    }

    private static void AddMalformed(IReadOnlyList<ConsoleLine> lines, List<string> problems)
    {
        MalformedLine[] malformed = [.. lines.OfType<MalformedLine>()];
        foreach (MalformedLine line in malformed.Take(MalformedShown))
        {
            problems.Add($"a record that does not read as one ({line.Reason}): {line.Text}");
        }

        if (malformed.Length > MalformedShown)
        {
            problems.Add($"{malformed.Length - MalformedShown} more records that do not read as such");
        }
    }

    private void CheckEnd()
    {
        DoneRecord done = result.Transcript.Done!;
        int held = runs.Sum(run => Count(run.Run).Held);
        int failed = runs.Sum(run => Count(run.Run).Failed);
        if (done.Held != held || done.Failed != failed)
        {
            bootProblems.Add(
                $"'done:' counts {done.Held} held, {done.Failed} failed; the lines before it are {held} held, {failed} failed");
        }

        bool signalledFailure = result.End.Signal == GuestSignal.SomeFailed;
        if (signalledFailure != done.Failed > 0)
        {
            bootProblems.Add($"'done:' says {done.Failed} failed, the emulator's exit code {result.End.ExitCode} says otherwise");
        }

        if (!ReferenceEquals(result.Transcript.Lines[^1], done))
        {
            bootProblems.Add("'done:' was not the last line");
        }
    }

    private RunResult[] Results()
    {
        GuestTranscript transcript = result.Transcript;
        Cell? firstCell = plan.Cells.FirstOrDefault();
        GuestRun? lastRun = transcript.Runs.LastOrDefault(run => plan.Cells.Contains(CellOf(run)));
        List<RunResult> results = [];
        foreach (Cell cell in plan.Cells)
        {
            List<string> problems = [];
            (GuestRun Run, List<string> Problems)[] own = [.. runs.Where(run => CellOf(run.Run) == cell)];
            GuestRun? guest = own.FirstOrDefault().Run;
            if (guest is null)
            {
                problems.Add("the run never began");
            }

            problems.AddRange(own.SelectMany(run => run.Problems));
            if (ReferenceEquals(guest, lastRun) && (guest is not null || cell == firstCell))
            {
                problems.AddRange(bootProblems);
                problems.AddRange(runs.Where(run => !plan.Cells.Contains(CellOf(run.Run))).SelectMany(run => run.Problems));
            }

            IEnumerable<ConsoleLine> output = own.SelectMany(run => run.Run.Lines);
            results.Add(new RunResult(
                cell,
                guest,
                [.. cell == firstCell ? transcript.Preamble.Concat(output) : output],
                guest is null ? 0 : int.Max(0, guest.Header.Experiments - guest.Checks.Count),
                problems));
        }

        return [.. results];
    }

    private Cell CellOf(GuestRun run) =>
        new(run.Header.Variant, run.Header.Paging, run.Header.Layout, plan.Cells[0].Emulator);
}
