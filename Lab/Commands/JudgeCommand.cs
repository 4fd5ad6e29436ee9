using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Logs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;
using Spectre.Console;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// <c>lab judge</c>: reads a serial log from wherever the kernel ran, and says which cells it holds, what held, and what is missing or
/// contradicts itself. Nothing is booted, so it works wherever .NET does.
/// </summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class JudgeCommand(LabContext context)
{
    private const int LastLinesShown = 10;
    private const int ProblemsShown = 20;

    private readonly IAnsiConsole console = ReportConsole.Create(context.Output, context.OutputIsTerminal);

    /// <summary>Does it.</summary>
    /// <param name="path">The log, or <see cref="LogFile.StandardInput"/>.</param>
    /// <param name="details">Whether to print each run's whole table.</param>
    /// <param name="json">Where to write the outcome, too.</param>
    /// <returns>The exit code.</returns>
    public LabExit Execute(string path, bool details, string? json)
    {
        try
        {
            using ReportFile? file = json is null ? null : Begin(json);
            IReadOnlyList<ConsoleLine> lines = LogFile.Read(path, context.OpenInput);
            if (lines.Count == 0)
            {
                context.Complain($"{path}: it is empty: the kernel did not start, or its COM1 leads elsewhere");
                return LabExit.GuestBroken;
            }

            IReadOnlyList<LoggedBoot> boots = LoggedBoot.Divide(path, lines);
            (LoggedBoot Boot, BootVerdict Verdict)[] judged = [.. boots.Select(boot => (boot, boot.Judge()))];
            RunResult[] results = [.. judged.SelectMany(boot => boot.Verdict.Runs)];
            for (int index = 0; index < judged.Length; index++)
            {
                string which = judged.Length == 1 ? "" : $"boot {index + 1} of {judged.Length}, ";
                Tell(path, which, judged[index].Boot, judged[index].Verdict, details);
            }

            new RunReport(console).PrintCount(results);
            if (file is not null)
            {
                JsonReport.Write(results, file.Stream);
                file.Keep();
            }

            return judged.Max(boot => boot.Verdict.Outcome) switch
            {
                RunOutcome.Held => LabExit.Held,
                RunOutcome.Failed => LabExit.Failed,
                _ => LabExit.GuestBroken,
            };
        }
        catch (UsageException cause)
        {
            context.Complain(cause.Message);
            return LabExit.Usage;
        }
    }

    private static ReportFile Begin(string json)
    {
        try
        {
            return ReportFile.Create(json);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--json {json}: {cause.Message}", cause);
        }
    }

    private void Tell(string path, string which, LoggedBoot boot, BootVerdict verdict, bool details)
    {
        ReportTables tables = new(console);
        string memory = boot.Header?.Memory is { } bytes ? $", {(bytes + (1 << 19)) >> 20} MB" : "";
        string layout = boot.Header is { } header ? $"{header.Layout} layout{memory}" : "its first line is damaged";
        tables.Line($"{path}: {which}{layout}: {verdict.Runs.Count} {(verdict.Runs.Count == 1 ? "cell" : "cells")}", ReportTables.Bold);
        foreach (RunResult run in verdict.Runs)
        {
            if (details)
            {
                new RunReport(console).PrintRun(run);
            }
            else
            {
                TellRun(tables, run);
            }
        }

        IEnumerable<string> missing =
            from paging in Offer.Pagings.Resolve(KernelWords.All)
            from variant in Offer.Variants.Resolve(KernelWords.All)
            where !verdict.Runs.Any(run => run.Cell.Variant == variant && run.Cell.Paging == paging)
            select $"{variant}, {paging}";
        if (missing.Any())
        {
            tables.Line($"not in it: {string.Join("; ", missing)}", Style.Plain);
        }

        if (boot.LinesAfter > 0)
        {
            tables.Line($"{boot.LinesAfter} lines follow 'done:', as the live view writes them; they are not judged", Style.Plain);
        }

        if (boot.WasStoppedByKey)
        {
            tables.Line("a key stopped the automatic run: what comes after it is not judged", ReportTables.Bad);
        }
        else if (verdict.Runs.Count == 0 && boot.Breakdown is null)
        {
            tables.Line("no run began", ReportTables.Bad);
        }

        if (boot.Breakdown is { } breakdown)
        {
            TellBreakdown(path, boot, breakdown);
        }
    }

    private void TellBreakdown(string path, LoggedBoot boot, string breakdown)
    {
        context.Output.Flush();
        context.Complain($"{path}: {breakdown}; its last lines:");
        IEnumerable<ConsoleLine> last = boot.Transcript.Lines.TakeLast(LastLinesShown);
        foreach (string line in last.SelectMany(line => GuestLines.Show(line, context.ErrorsWidth)))
        {
            context.Errors.WriteLine(line);
        }
    }

    private static void TellRun(ReportTables tables, RunResult run)
    {
        tables.Line(
            $"  {run.Cell.Variant}, {run.Cell.Paging} paging: {run.Passed} held, {run.Failed} failed",
            run.Failed == 0 ? ReportTables.Good : ReportTables.Bad);
        CheckRecord[] checks = [.. run.Guest?.Checks ?? []];
        List<string> problems = [.. checks.Where(check => !check.Held).Select(check => $"{check.Name}: {check.Got}, not {check.Expected}")];
        if (run.NeverRan > 0)
        {
            string last = checks.Length > 0 ? $"; the last one was {checks[^1].Name}" : "";
            problems.Add($"{run.NeverRan} of {run.Guest!.Header.Experiments} experiments never ran{last}");
        }

        problems.AddRange(run.Problems);
        foreach (string problem in problems.Take(ProblemsShown))
        {
            tables.Line("    " + problem, ReportTables.Bad);
        }

        if (problems.Count > ProblemsShown)
        {
            tables.Line($"    and {problems.Count - ProblemsShown} more", ReportTables.Bad);
        }

        foreach (CheckRecord check in checks.Where(check => check.Held && check.Deviation is not null))
        {
            tables.Line(
                $"    {check.Name}: {check.Got}, not {check.Expected}: held only if the machine is the emulator of {check.Deviation}",
                Style.Plain);
        }
    }
}
