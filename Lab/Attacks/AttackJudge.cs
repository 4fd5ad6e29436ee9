using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// Judges one attack by all that was written between its start and the next program's: how it ended, what it says itself of its checks, and
/// that nothing but the program was stopped, changed or told anything.
/// </summary>
public sealed partial class AttackJudge
{
    private const string FailureMark = "FAIL ";
    private const int ProblemsTold = 24;

    // Docs/Abi.md, section 3: faults that the kernel mends, which end nothing.
    private static readonly string[] Mended = ["stack-grown", "demand-zero", "copied-on-write", "last-owner", "kernel-entry-copied"];

    private readonly Attack attack;
    private readonly Cell cell;
    private readonly Version? version;
    private readonly IReadOnlyList<ConsoleLine> lines;
    private readonly AttackDeviation[] known;
    private readonly List<AttackDeviation> seen = [];
    private readonly List<string> problems = [];

    private AttackJudge(
        Attack attack, Cell cell, Version? version, IReadOnlyList<ConsoleLine> lines, IEnumerable<AttackDeviation> deviations)
    {
        this.attack = attack;
        this.cell = cell;
        this.version = version;
        this.lines = lines;
        known = [.. deviations.Where(deviation => deviation.AppliesTo(attack, cell, version))];
    }

    /// <summary>Judges an attack.</summary>
    /// <param name="attack">The row.</param>
    /// <param name="cell">Where it was tried.</param>
    /// <param name="version">The emulator's version; none if it is not known.</param>
    /// <param name="run">What the guest said; none if the run never began.</param>
    /// <param name="breakdown">Why the machine did not come to its end; none if it did.</param>
    /// <param name="deviations">What emulators are known to do otherwise.</param>
    /// <returns>The result.</returns>
    public static AttackResult Judge(
        Attack attack, Cell cell, Version? version, GuestRun? run, string? breakdown, IEnumerable<AttackDeviation> deviations)
    {
        IReadOnlyList<ConsoleLine> lines = run is null ? [] : LinesOf(attack.Name, run);
        AttackJudge judge = new(attack, cell, version, lines, deviations);
        if (lines.Count == 0)
        {
            judge.problems.Add("it was never started");
            return judge.Result(AttackOutcome.NeverRan, status: null);
        }

        // Only the last program that was started can be what broke the machine.
        bool broke = breakdown is not null && run!.End is null && ReferenceEquals(lines[^1], run.Lines[^1]);
        if (broke)
        {
            judge.problems.Add(breakdown!);
        }

        int? status = judge.CheckProgram(broke);
        judge.CheckOthers();
        judge.Require(broke || lines.OfType<InvariantsRecord>().Any(), "the kernel has not looked at its invariants afterwards");
        return judge.Result(broke ? AttackOutcome.Broken : judge.problems.Count > 0 ? AttackOutcome.Failed : AttackOutcome.Held, status);
    }

    /// <summary>The lines of a program from outside: from its first to the next program's.</summary>
    /// <param name="name">The program's name.</param>
    /// <param name="run">The run.</param>
    /// <returns>The lines; none if the program was never started.</returns>
    public static IReadOnlyList<ConsoleLine> LinesOf(string name, GuestRun run)
    {
        ConsoleLine[] later = [.. run.LinesAfterChecks().SkipWhile(line => !Begins(line, name))];
        return [.. later.Take(1), .. later.Skip(1).TakeWhile(line => !Begins(line, name: null) && line is not (EndRecord or DoneRecord))];
    }

    private static bool Begins(ConsoleLine line, string? name) => line switch
    {
        TaskRecord task => task.Parent is null && task.Name == (name ?? task.Name),
        RefusedRecord refused => refused.Name == (name ?? refused.Name),
        _ => false,
    };

    [GeneratedRegex("^checks=([0-9]+) failed=([0-9]+)$")]
    private static partial Regex Count();

    private AttackResult Result(AttackOutcome outcome, int? status)
    {
        string[] told = [.. problems.Take(ProblemsTold)];
        string[] all = problems.Count > told.Length ? [.. told, $"{problems.Count - told.Length} more"] : told;
        return new AttackResult(attack, cell, outcome, status, all, seen, lines);
    }

    private int? CheckProgram(bool broke)
    {
        AttackEnd end = EndDue();
        if (lines[0] is RefusedRecord refused)
        {
            bool due = end.Problem is { } problem && refused.Text.Contains($" problem={problem} ", StringComparison.Ordinal);
            Require(due, $"{refused.Text}, not: {end.Words}");
            return null;
        }

        var main = (TaskRecord)lines[0];
        int? status = lines.OfType<ExitRecord>().FirstOrDefault(exit => exit.Pid == main.Pid)?.Status;
        int failures = CheckFailures();
        if (broke)
        {
            return status;
        }

        // A program whose only failures are the emulator's known ones ends as one that has failures.
        int? dueStatus = end.HasChecks && failures > 0 ? 1 : end.Status;
        Require(status == dueStatus, $"it ended with {Number(status)}, not with {Number(dueStatus)} ({end.Words})");
        if (end.HasChecks && status is 0 or 1)
        {
            CheckCount(main.Pid, failures);
        }

        if (end.Exception is not null)
        {
            FaultRecord? last = LastFault();
            Require(
                last?.Exception == end.Exception && last?.Verdict == end.Verdict,
                $"its fault is {(last is null ? "none" : $"{last.Exception} {last.Verdict}")}, not {end.Exception} {end.Verdict}");
        }

        if (attack.HasWitness)
        {
            int? witness = lines.OfType<TaskRecord>().FirstOrDefault(task => task.Parent == main.Pid)?.Pid;
            int? witnessEnd = lines.OfType<ExitRecord>().FirstOrDefault(exit => exit.Pid == witness)?.Status;
            Require(witnessEnd == 0, $"its witness, another task, ended with {Number(witnessEnd)}");
        }

        return status;
    }

    /// <summary>How it has to end here: as its row says, or as the emulator is known to make it end.</summary>
    private AttackEnd EndDue()
    {
        AttackDeviation? deviation = known.FirstOrDefault(deviation => deviation.End is not null);
        if (deviation is null || (!deviation.MustBeSeen(version) && LastFault()?.Verdict != deviation.End!.Verdict))
        {
            return attack.EndIn(cell);
        }

        seen.Add(deviation);
        return deviation.End!;
    }

    private FaultRecord? LastFault() =>
        lines.OfType<FaultRecord>().LastOrDefault(fault => fault.Delivered is null && !Mended.Contains(fault.Verdict));

    /// <summary>What the program and its children say has failed.</summary>
    /// <returns>How much of it there is, the emulator's known failures included.</returns>
    private int CheckFailures()
    {
        string[] failed =
        [
            .. lines.OfType<ProgramLine>().Select(line => line.Text)
                .Where(text => text.StartsWith(FailureMark, StringComparison.Ordinal)).Select(text => text[FailureMark.Length..]),
        ];
        AttackDeviation[] lineDeviations = [.. known.Where(deviation => deviation.Line is not null)];
        problems.AddRange(failed.Where(line => lineDeviations.All(deviation => deviation.Line != line)).Select(line => "it says: " + line));
        foreach (AttackDeviation deviation in lineDeviations)
        {
            if (failed.Contains(deviation.Line))
            {
                seen.Add(deviation);
            }
            else if (deviation.MustBeSeen(version))
            {
                problems.Add($"a known deviation of {deviation.Emulator} {deviation.Version} was not seen: {deviation.Line}");
            }
        }

        return failed.Length;
    }

    /// <summary>A program that lost some of its lines, or stopped halfway and ended well, does not pass.</summary>
    private void CheckCount(int pid, int failures)
    {
        Match? count = lines.OfType<ProgramLine>().Where(line => line.Pid == pid)
            .Select(line => Count().Match(line.Text)).LastOrDefault(match => match.Success);
        if (count is null)
        {
            problems.Add("it never counted its checks");
            return;
        }

        int made = int.Parse(count.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        int failed = int.Parse(count.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        Require(made > 0, "it checked nothing");
        Require(failed > 0 == failures > 0, $"it counts {failed} failures, and tells {failures}");
    }

    /// <summary>Nothing but the program itself was stopped, changed or told anything.</summary>
    private void CheckOthers()
    {
        HashSet<int> tasks = [];
        foreach (ConsoleLine line in lines)
        {
            string? problem = line switch
            {
                MalformedLine malformed => $"a record that does not read as one ({malformed.Reason}): {malformed.Text}",
                ErrorRecord or PanicRecord => line.Text,
                TaskRecord task when task.Name != attack.Name || (task.Parent is { } parent && !tasks.Contains(parent)) =>
                    "a task of nobody: " + task.Text,
                ExitRecord exit when exit.Name != attack.Name || !tasks.Contains(exit.Pid) => "another task ended: " + exit.Text,
                ProgramLine other when other.Name != attack.Name => "another program wrote: " + other.AsWritten,
                FaultRecord fault when fault.Task != attack.Name => "another task's fault: " + fault.Text,
                FaultRecord fault when fault.ErrorBits.Contains("supervisor") && !Mended.Contains(fault.Verdict)
                    && fault.Verdict != attack.KernelsVerdict => "a fault of the kernel's own: " + fault.Text,
                InvariantsRecord { Held: false } invariants => invariants.Text,
                KernelLine told => "a line that is no record: " + told.Text,
                _ => null,
            };
            if (problem is not null)
            {
                problems.Add(problem);
            }

            if (line is TaskRecord begun)
            {
                tasks.Add(begun.Pid);
            }
        }
    }

    private void Require(bool holds, string problem)
    {
        if (!holds)
        {
            problems.Add(problem);
        }
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "nothing";
}
