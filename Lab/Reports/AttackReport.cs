using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CosmosPaging.Lab.Attacks;
using Spectre.Console;

namespace CosmosPaging.Lab.Reports;

/// <summary>Prints what came of attacks: first the table, then of each that did not hold why.</summary>
/// <param name="console">Where to print.</param>
public sealed class AttackReport(IAnsiConsole console)
{
    private const int LinesShown = 12;

    private readonly ReportTables tables = new(console);

    /// <summary>Prints the rows of the table.</summary>
    /// <param name="attacks">The rows.</param>
    public void PrintList(IEnumerable<Attack> attacks) => tables.Print(
        ["attack", "what it tries", "how it must end", "what it must notice"],
        attacks.Select(attack => (string[])
        [
            attack.Name,
            attack.Tries,
            string.Join("; ", attack.OtherEnds.Select(other => other.End.Words).Prepend(attack.End.Words).Distinct()),
            attack.Notices.Count > 0 ? string.Join(", ", attack.Notices) : $"nothing: {attack.NoBreakage}",
        ]));

    /// <summary>Prints results.</summary>
    /// <param name="results">The results.</param>
    public void Print(IReadOnlyCollection<AttackResult> results)
    {
        tables.Print(
            ["attack", "cells", "held", "failed", "broke the machine", "never ran"],
            results.GroupBy(result => result.Attack.Name).Select(attack => (string[])
            [
                attack.Key,
                Count(attack.Count()),
                Count(attack, AttackOutcome.Held),
                Count(attack, AttackOutcome.Failed),
                Count(attack, AttackOutcome.Broken),
                Count(attack, AttackOutcome.NeverRan),
            ]));
        PrintDeviations(results);
        foreach (AttackResult result in results.Where(result => result.Outcome != AttackOutcome.Held))
        {
            PrintProblems(result);
        }

        int held = results.Count(result => result.Outcome == AttackOutcome.Held);
        console.WriteLine();
        tables.Line(
            $"{held} attacks held, {results.Count - held} failed", held == results.Count ? ReportTables.Good : ReportTables.Bad);
    }

    /// <summary>Prints what was made of breakages.</summary>
    /// <param name="results">The results.</param>
    public void PrintBreakages(IReadOnlyCollection<BreakageResult> results)
    {
        tables.Print(
            ["breakage", "what is wrong then", "attack", "noticed"],
            results.SelectMany(result => result.Attacks.Count == 0
                ? [(string[])[result.Breakage.Name, result.Breakage.Meaning, "none", result.Problem ?? "no attack claims to notice it"]]
                : result.Attacks.Select(attack => (string[])
                [
                    result.Breakage.Name,
                    result.Breakage.Meaning,
                    attack.Attack.Name,
                    BreakageResult.HasNoticed(attack) ? "yes: " + attack.Problems[0] : "no",
                ])));
        int noticed = results.Count(result => result.Noticed);
        console.WriteLine();
        tables.Line(
            $"{noticed} breakages noticed, {results.Count - noticed} not", noticed == results.Count ? ReportTables.Good : ReportTables.Bad);
    }

    private static string Count(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);

    private static string Count(IEnumerable<AttackResult> results, AttackOutcome outcome) =>
        Count(results.Count(result => result.Outcome == outcome));

    private void PrintDeviations(IEnumerable<AttackResult> results)
    {
        (AttackDeviation Known, string[] Attacks)[] seen =
        [
            .. results.SelectMany(result => result.Deviations).GroupBy(deviation => (deviation.Emulator, deviation.Reason))
                .Select(same => (same.First(), same.Select(deviation => deviation.Attack).Distinct().ToArray())),
        ];
        if (seen.Length > 0)
        {
            tables.Heading("known deviations of these emulators, seen and allowed for");
            tables.Print(
                ["found in", "seen by", "what it does"],
                seen.Select(same => (string[])
                [
                    $"{same.Known.Emulator} {same.Known.Version}",
                    string.Join(", ", same.Attacks),
                    same.Known.Reason,
                ]));
        }
    }

    private void PrintProblems(AttackResult result)
    {
        tables.Heading($"{result.Attack.Name}: {result.Attack.Tries} ({result.Cell})");
        foreach (string problem in result.Problems)
        {
            tables.Line("    " + problem, ReportTables.Bad);
        }

        foreach (string line in result.Lines.TakeLast(LinesShown).Select(line => line.AsWritten))
        {
            tables.Line("      " + line, Style.Plain);
        }
    }
}
