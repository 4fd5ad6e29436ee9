using System;
using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Comparing;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Logs;
using CosmosPaging.Lab.Reports;
using Spectre.Console;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// <c>lab compare-kits</c>: the log of the genuine user kit's image against that of the embedded kit's, line by line. What differs must
/// have a reason in <see cref="ExplainedDifferences"/>, and a reason must be needed.
/// </summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class CompareKitsCommand(LabContext context)
{
    private const int Shown = 40;
    private const string Nothing = "(nothing)";

    private readonly ReportTables report = new(ReportConsole.Create(context.Output, context.OutputIsTerminal));

    /// <summary>Does it.</summary>
    /// <param name="genuine">The first log, or <see cref="LogFile.StandardInput"/>.</param>
    /// <param name="embedded">The second log.</param>
    /// <param name="emulator">What both were booted in.</param>
    /// <param name="explained">The differences that have a reason.</param>
    /// <returns>The exit code.</returns>
    public LabExit Execute(string genuine, string embedded, string emulator, IReadOnlyList<ExplainedDifference> explained)
    {
        LoggedKit first;
        LoggedKit second;
        try
        {
            first = Read(genuine);
            second = Read(embedded);
            if (first.Layout != second.Layout)
            {
                throw new UsageException(
                    $"{genuine} is of the {first.Layout} layout and {embedded} of the {second.Layout} one: "
                    + $"'./lab run --layout {first.Layout}' boots the embedded kit's image of that layout");
            }
        }
        catch (UsageException cause)
        {
            context.Complain(cause.Message);
            return LabExit.Usage;
        }

        KitComparison comparison = KitComparison.Of(first, second);
        ILookup<ExplainedDifference?, KitDifference> byReason = comparison.Differences.ToLookup(
            difference => explained.FirstOrDefault(entry => entry.Emulator == emulator && entry.Explains(difference)));
        ExplainedDifference[] needless = [.. explained.Where(entry =>
            entry.Emulator == emulator
            && !byReason.Contains(entry)
            && entry.CanShow(first, second)
            && comparison.Parts.Any(part => part.Cell == entry.Cell && part.Name == entry.Experiment))];

        Tell(comparison, byReason, needless, emulator);
        bool isWhole = comparison.OnlyInGenuine.Count + comparison.OnlyInEmbedded.Count == 0;
        return isWhole && !byReason.Contains(null) && needless.Length == 0 ? LabExit.Held : LabExit.Failed;
    }

    private LoggedKit Read(string path)
    {
        IReadOnlyList<ConsoleLine> lines = LogFile.Read(path, context.OpenInput);
        return lines.Count == 0 ? throw new UsageException($"{path}: it is empty") : LoggedKit.Read(lines);
    }

    private void Tell(
        KitComparison comparison, ILookup<ExplainedDifference?, KitDifference> byReason, ExplainedDifference[] needless, string emulator)
    {
        int experiments = comparison.Parts.Count(part => part.Name is not (LoggedKit.Frame or LoggedKit.Rest));
        int cells = comparison.Parts.Select(part => part.Cell).Where(cell => cell != LoggedKit.WholeBoot).Distinct().Count();
        KitDifference[] unexplained = [.. byReason[null]];
        int withReason = comparison.Differences.Count - unexplained.Length;
        report.Line(
            $"{experiments} experiments in {cells} cells, {emulator}: "
            + $"{comparison.Same} facts alike, {withReason} differences explained, {unexplained.Length} not",
            unexplained.Length == 0 ? ReportTables.Good : ReportTables.Bad);
        if (comparison.OtherSharerFirst > 0)
        {
            report.Line(
                $"{comparison.OtherSharerFirst} times the other one of two tasks wrote first to a page that a fork shares", Style.Plain);
        }

        IEnumerable<IGrouping<string, KitDifference>> reasons =
            from entry in byReason
            where entry.Key is not null
            from difference in entry
            group difference by entry.Key.Reason;
        foreach (IGrouping<string, KitDifference> reason in reasons)
        {
            IEnumerable<string> where = reason.Select(difference => $"{difference.Experiment} {difference.Field}").Distinct();
            report.Line($"explained, {reason.Count()} times ({string.Join("; ", where)}): {reason.Key}", Style.Plain);
        }

        TellAll("differs", [.. unexplained.Select(Words)]);
        TellAll("only in the first log", [.. comparison.OnlyInGenuine.Select(part => part.ToString())]);
        TellAll("only in the second log", [.. comparison.OnlyInEmbedded.Select(part => part.ToString())]);
        TellAll(
            "explained, and not there any more",
            [.. needless.Select(entry => $"{entry.Cell}: {entry.Experiment}: {entry.Field}: {entry.Reason}")]);
    }

    private void TellAll(string what, string[] lines)
    {
        foreach (string line in lines.Take(Shown))
        {
            report.Line($"{what}: {line}", ReportTables.Bad);
        }

        if (lines.Length > Shown)
        {
            report.Line($"{what}: {lines.Length - Shown} more", ReportTables.Bad);
        }
    }

    private static string Words(KitDifference difference)
    {
        string owner = difference.Owner.Length > 0 && difference.Owner != difference.Experiment ? $" of {difference.Owner}" : "";
        return $"{difference.Cell}: {difference.Experiment}: {difference.Field}{owner}: "
            + $"{difference.Genuine ?? Nothing} | {difference.Embedded ?? Nothing}";
    }
}
