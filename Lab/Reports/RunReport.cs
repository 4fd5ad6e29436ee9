using System;
using System.Collections.Generic;
using System.IO;
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

    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Marked = new(Color.Yellow);
    private static readonly Style Heading = new(decoration: Decoration.Bold);

    /// <summary>Prints one run: who tried what, what the CPU said, because of what, and whether that was expected.</summary>
    /// <param name="result">The run.</param>
    public void PrintRun(RunResult result)
    {
        console.WriteLine();
        Print($"{result.Cell}: {result.Passed} held, {result.Failed} failed", Heading);
        if (result.Guest is { } run)
        {
            PrintChecks(run);
            PrintOutsidePrograms(run);
        }

        if (result.NeverRan > 0)
        {
            Print($"{result.NeverRan} experiments never ran", Bad);
        }

        foreach (ConsoleLine line in result.Output.Where(line => line is ErrorRecord))
        {
            Print("the kernel says: " + line.Text, Marked);
        }

        foreach (string problem in result.Problems)
        {
            Print("problem: " + problem, Bad);
        }
    }

    /// <summary>Prints the two variants of one paging format beside each other; rows in which they differ are marked.</summary>
    /// <param name="left">A run.</param>
    /// <param name="right">The run to compare it with.</param>
    public void PrintSideBySide(RunResult left, RunResult right)
    {
        if (left.Guest is not { Checks.Count: > 0 } leftRun || right.Guest is not { Checks.Count: > 0 } rightRun)
        {
            return;
        }

        console.WriteLine();
        Print($"{left.Cell.Variant} and {right.Cell.Variant} side by side, {left.Cell.Paging} paging", Heading);
        Table table = NewTable("experiment", left.Cell.Variant, right.Cell.Variant, "differ");
        foreach (string name in leftRun.Checks.Concat(rightRun.Checks).Select(check => check.Name).Distinct())
        {
            string inLeft = InShort(leftRun, name);
            string inRight = InShort(rightRun, name);
            bool differ = inLeft != inRight;
            Style style = differ ? Marked : Style.Plain;
            table.AddRow(Cell(name, style), Cell(inLeft, style), Cell(inRight, style), Cell(differ ? "*" : "", style));
        }

        PrintTable(table);
    }

    /// <summary>Prints the count over all runs.</summary>
    /// <param name="results">All runs.</param>
    public void PrintCount(IReadOnlyCollection<RunResult> results)
    {
        int failed = results.Sum(result => result.Failed);
        console.WriteLine();
        Print($"{results.Sum(result => result.Passed)} expectations held, {failed} failed", failed == 0 ? Good : Bad);
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
        Table table = NewTable("experiment", "tries", "the CPU said", "because", "so", "");
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
            string got = check.Held ? outcome : $"{check.Got}, not {check.Expected}";
            table.AddRow(
                Cell(check.Name, Style.Plain),
                Cell(check.Title, Style.Plain),
                Cell(said, Style.Plain),
                Cell(reason, Style.Plain),
                Cell(got, check.Held ? Style.Plain : Bad),
                Held(check));
        }

        PrintTable(table);
    }

    /// <summary>For a narrow terminal: a line for each experiment, and the sentence of each verdict once, below.</summary>
    private void PrintChecksInShort(GuestRun run)
    {
        Table table = NewTable("experiment", "what came of it", "");
        SortedDictionary<string, string> sentences = new(StringComparer.Ordinal);
        foreach (CheckRecord check in run.Checks)
        {
            string happened = InShort(run, check.Name);
            table.AddRow(Cell(check.Name, Style.Plain), Cell(check.Held ? happened : $"{happened}, not {check.Expected}", check.Held ? Style.Plain : Bad), Held(check));
            foreach (FaultRecord fault in ExperimentFaults.Of(run, check))
            {
                sentences[fault.Verdict] = fault.Reason;
            }
        }

        PrintTable(table);
        foreach ((string verdict, string sentence) in sentences)
        {
            Print($"{verdict}: {sentence}", Style.Plain);
        }
    }

    private static IRenderable Held(CheckRecord check) => Cell(check.Held ? "held" : "FAILED", check.Held ? Good : Bad);

    private static RefusedRecord? RefusalOf(GuestRun run, CheckRecord check) => run.LinesOf(check).OfType<RefusedRecord>().FirstOrDefault();

    private void PrintOutsidePrograms(GuestRun run)
    {
        IReadOnlyList<ConsoleLine> lines = run.LinesAfterChecks();
        foreach (GuestTask task in run.Tasks.Where(IsFromOutside))
        {
            string end = task.Status is { } status ? $"status {status}" : "never ended";
            Print($"program {task.Name}, pid {task.Pid}: {end}", Heading);
            PrintLines(task.Output);
            PrintLines([.. lines.OfType<FaultRecord>().Where(fault => fault.Task == task.Name).Select(fault => fault.Text)]);
        }

        foreach (RefusedRecord refusal in lines.OfType<RefusedRecord>())
        {
            Print($"program {refusal.Name} was refused: {refusal.Reason}", Bad);
        }
    }

    private static bool IsFromOutside(GuestTask task) => task.File?.StartsWith(OutsideProgram.Folder, StringComparison.Ordinal) ?? false;

    private void PrintLines(IReadOnlyList<string> lines)
    {
        foreach (string line in lines.Take(OutputLinesShown))
        {
            Print("    " + line, Style.Plain);
        }

        if (lines.Count > OutputLinesShown)
        {
            Print($"    … and {lines.Count - OutputLinesShown} more lines (--json FILE has them all)", Style.Plain);
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

    /// <summary>Framed on a terminal; elsewhere a Markdown table, which Spectre.Console puts between two lines of blanks.</summary>
    private void PrintTable(Table table)
    {
        if (console.Profile.Out.IsTerminal)
        {
            console.Write(table);
            return;
        }

        using StringWriter text = new();
        ReportConsole.Create(text, terminal: false).Write(table);
        foreach (string line in text.ToString().Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            console.WriteLine(line.TrimEnd());
        }
    }

    private Table NewTable(params string[] columns)
    {
        Table table = new() { Border = console.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Markdown };
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, Heading)));
        }

        return table;
    }

    private void Print(string line, Style style)
    {
        console.Write(new Text(TerminalText.Clean(line), style));
        console.WriteLine();
    }

    private static IRenderable Cell(string text, Style style) => new Text(TerminalText.Clean(text), style);
}
