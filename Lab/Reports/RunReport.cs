using System;
using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CosmosPaging.Lab.Reports;

/// <summary>Prints runs for a person: a table for each, then the variants side by side, then the count.</summary>
/// <param name="console">Where to print.</param>
public sealed class RunReport(IAnsiConsole console)
{
    private const int OutputLinesShown = 200;

    // What the whole table needs without breaking a cell.
    private const int FullWidth = 200;

    private static readonly Style Good = ReportTables.Good;
    private static readonly Style Bad = ReportTables.Bad;
    private static readonly Style Marked = new(Color.Yellow);

    private readonly ReportTables tables = new(console);

    /// <summary>Prints one run: who tried what, what the CPU said, because of what, and whether that was expected.</summary>
    /// <param name="result">The run.</param>
    public void PrintRun(RunResult result)
    {
        tables.Heading($"{result.Cell}: {result.Passed} held, {result.Failed} failed");
        if (result.Guest is { } run)
        {
            PrintChecks(run);
            PrintOnlyExperiment(run);
            PrintOutsidePrograms(run);
        }

        if (result.NeverRan > 0)
        {
            tables.Line($"{result.NeverRan} experiments never ran", Bad);
        }

        foreach (ConsoleLine line in result.Output.Where(line => line is ErrorRecord))
        {
            tables.Line("the kernel says: " + line.Text, Marked);
        }

        foreach (string problem in result.Problems)
        {
            tables.Line("problem: " + problem, Bad);
        }
    }

    /// <summary>
    /// Prints the mappings of one paging format beside each other, if there are several; rows in which they differ are marked.
    /// </summary>
    /// <param name="results">The runs, one for each mapping.</param>
    public void PrintSideBySide(IReadOnlyList<RunResult> results)
    {
        GuestRun[] runs = [.. results.Select(result => result.Guest).OfType<GuestRun>().Where(run => run.Checks.Count > 0)];
        if (runs.Length < 2 || runs.Length != results.Count)
        {
            return;
        }

        string[] names = [.. results.Select(result => result.Cell.Variant)];
        tables.Heading($"{string.Join(", ", names[..^1])} and {names[^1]} side by side, {results[0].Cell.Paging} paging");
        Table table = tables.New(["experiment", .. names, "differ"]);
        foreach (string name in runs.SelectMany(run => run.Checks).Select(check => check.Name).Distinct())
        {
            string[] outcomes = [.. runs.Select(run => InShort(run, name))];
            bool differ = outcomes.Distinct().Count() > 1;
            Style style = differ ? Marked : Style.Plain;
            table.AddRow([Cell(name, style), .. outcomes.Select(outcome => Cell(outcome, style)), Cell(differ ? "*" : "", style)]);
        }

        tables.Print(table);
    }

    /// <summary>Prints the count over all runs.</summary>
    /// <param name="results">All runs.</param>
    public void PrintCount(IReadOnlyCollection<RunResult> results)
    {
        int failed = results.Sum(result => result.Failed);
        console.WriteLine();
        tables.Line($"{results.Sum(result => result.Passed)} expectations held, {failed} failed", failed == 0 ? Good : Bad);
    }

    private void PrintChecks(GuestRun run)
    {
        if (run.Checks.Count == 0)
        {
            return;
        }

        if (console.Profile.Width >= FullWidth)
        {
            PrintChecksInFull(run);
        }
        else
        {
            PrintChecksInShort(run);
        }
    }

    private void PrintChecksInFull(GuestRun run)
    {
        Table table = tables.New(["experiment", "tries", "the CPU said", "because", "so", ""]);
        foreach (CheckRecord check in run.Checks)
        {
            IReadOnlyList<FaultRecord> faults = ExperimentFaults.Of(run, check);
            string reason = RefusalOf(run, check) is { } refusal ? "refused: " + refusal.Reason : "";
            string said = "no fault";
            if (faults.Count > 0)
            {
                FaultRecord last = faults[^1];
                said = FaultWords.CpuSaid(last) + (faults.Count > 1 ? $" (the last of {faults.Count})" : "");
                reason = $"{last.Verdict}: {last.Reason}";
            }

            // What the CPU said and why is the whole outcome of most experiments: no need to say it again.
            string outcome = faults.Count > 0 && check.Got == FaultWords.Outcome(faults[^1]) ? "" : check.Got;
            string got = check.Deviation is { } deviation ? $"{check.Got}, not {check.Expected}: {deviation}"
                : check.Held ? outcome
                : $"{check.Got}, not {check.Expected}";
            table.AddRow(
                Cell(check.Name, Style.Plain),
                Cell(check.Title, Style.Plain),
                Cell(said, Style.Plain),
                Cell(reason, Style.Plain),
                Cell(got, check.Held ? Style.Plain : Bad),
                Held(check));
        }

        tables.Print(table);
    }

    /// <summary>For a narrow terminal: a line for each experiment, and the sentence of each verdict once, below.</summary>
    private void PrintChecksInShort(GuestRun run)
    {
        Table table = tables.New(["experiment", "what came of it", ""]);
        SortedDictionary<string, string> sentences = new(StringComparer.Ordinal);
        foreach (CheckRecord check in run.Checks)
        {
            string happened = InShort(run, check.Name);
            table.AddRow(
                Cell(check.Name, Style.Plain),
                Cell(check.Held ? happened : $"{happened}, not {check.Expected}", check.Held ? Style.Plain : Bad), Held(check));
            foreach (FaultRecord fault in ExperimentFaults.Of(run, check))
            {
                sentences[fault.Verdict] = fault.Reason;
            }
        }

        tables.Print(table);
        foreach ((string verdict, string sentence) in sentences)
        {
            tables.Line($"{verdict}: {sentence}", Style.Plain);
        }
    }

    private static IRenderable Held(CheckRecord check) => Cell(check.Held ? "held" : "FAILED", check.Held ? Good : Bad);

    private static RefusedRecord? RefusalOf(GuestRun run, CheckRecord check) => run.LinesOf(check).OfType<RefusedRecord>().FirstOrDefault();

    /// <summary>Who asks for one experiment wants to see all of it.</summary>
    private void PrintOnlyExperiment(GuestRun run)
    {
        if (run.Header.Experiments == 1 && run.Checks is [var only])
        {
            PrintLines([.. run.LinesOf(only).Where(line => line != only)]);
        }
    }

    private void PrintOutsidePrograms(GuestRun run)
    {
        IReadOnlyList<ConsoleLine> lines = run.LinesAfterChecks();
        foreach (GuestTask task in run.Tasks.Where(IsFromOutside))
        {
            string end = task.Status is { } status ? $"status {status}" : "never ended";
            tables.Line($"program {task.Name}, pid {task.Pid}: {end}", ReportTables.Bold);
            PrintLines([.. task.Output.Select(text => new ProgramLine(task.Pid, task.Name, text))]);
            PrintLines([.. lines.OfType<FaultRecord>().Where(fault => fault.Task == task.Name)]);
        }

        foreach (RefusedRecord refusal in lines.OfType<RefusedRecord>())
        {
            tables.Line($"program {refusal.Name} was refused: {refusal.Reason}", Bad);
        }
    }

    private static bool IsFromOutside(GuestTask task) => task.File?.StartsWith(OutsideProgram.Folder, StringComparison.Ordinal) ?? false;

    private void PrintLines(IReadOnlyList<ConsoleLine> lines)
    {
        foreach (string line in lines.Take(OutputLinesShown).SelectMany(line => GuestLines.Show(line, console.Profile.Width)))
        {
            tables.Line(line, Style.Plain);
        }

        if (lines.Count > OutputLinesShown)
        {
            tables.Line($"    … and {lines.Count - OutputLinesShown} more lines (--json FILE has them all)", Style.Plain);
        }
    }

    private static string InShort(GuestRun run, string name)
    {
        if (run.Checks.FirstOrDefault(check => check.Name == name) is not { } check)
        {
            return "never ran";
        }

        IReadOnlyList<FaultRecord> faults = ExperimentFaults.Of(run, check);
        string happened = faults.Count > 0 && check.Got == FaultWords.Outcome(faults[^1])
            ? $"{FaultWords.Short(faults[^1])} {faults[^1].Verdict}"
            : check.Got;
        return check.Held ? happened : happened + " (FAILED)";
    }

    private static IRenderable Cell(string text, Style style) => new Text(TerminalText.Clean(text), style);
}
