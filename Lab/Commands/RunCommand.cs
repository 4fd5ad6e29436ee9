using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab run</c>: boots the kernel once for each paging format, in machines of their own, and reports on every run.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class RunCommand(LabContext context) : BootingCommand(context)
{
    /// <summary>Does it.</summary>
    /// <param name="choices">What was asked for.</param>
    /// <param name="cancellation">Ends the machine and the command.</param>
    /// <returns>The exit code.</returns>
    public async Task<LabExit> ExecuteAsync(RunChoices choices, CancellationToken cancellation)
    {
        return await GuardAsync(async () =>
        {
            IReadOnlyList<OutsideProgram> programs = OutsidePrograms.Read(choices.Programs, []);
            using ReportFile? json = choices.Json is null ? null : CreateReport(choices.Json);
            IEmulator emulator = FindEmulator(choices);
            return await BootAllAsync(choices, emulator, programs, json, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async Task<LabExit> BootAllAsync(
        RunChoices choices, IEmulator emulator, IReadOnlyList<OutsideProgram> programs, ReportFile? json, CancellationToken cancellation)
    {
        using SessionFolder folder = new();
        string archive = WriteArchive(folder, programs);
        RunReport report = new(ReportConsole.Create(Context.Output, Context.OutputIsTerminal));
        List<RunResult> results = [];
        RunOutcome worst = RunOutcome.Held;
        IReadOnlyList<string> formats = await FormatsAsync(emulator, choices, cancellation).ConfigureAwait(false);
        Lazy<Version?> version = new(emulator.FindVersion);
        BootPlan[] plans = [.. formats.Select(paging => Plan(choices, paging, programs) with { EmulatorVersion = () => version.Value })];

        // All at once: each machine keeps one processor busy.
        BootResult[] boots;
        int? total = choices.BootsDisc ? null : plans.Sum(plan => plan.ExperimentCount);
        using (BootProgress progress = Context.Progress("experiments", total, line => line is CheckRecord))
        {
            boots = await Task.WhenAll(plans.Select(plan => Task.Run(
                () => Boot.RunAsync(
                    emulator, Define(choices, plan.CommandLine, archive), choices.Timeout, cancellation, progress.Begin()),
                cancellation))).ConfigureAwait(false);
        }

        foreach ((BootPlan plan, BootResult boot) in plans.Zip(boots))
        {
            BootVerdict verdict = BootJudge.Judge(choices.Image is null ? plan : plan.ForImage(boot.Transcript, choices.BootsDisc), boot);
            results.AddRange(verdict.Runs);
            worst = verdict.Outcome > worst ? verdict.Outcome : worst;
            PrintBoot(report, boot, verdict);
        }

        report.PrintCount(results);
        if (json is not null)
        {
            WriteReport(json, stream => JsonReport.Write(results, stream));
        }

        return worst switch
        {
            RunOutcome.Held => LabExit.Held,
            RunOutcome.Failed => LabExit.Failed,
            _ => LabExit.GuestBroken,
        };
    }

    private static BootPlan Plan(RunChoices choices, string paging, IReadOnlyList<OutsideProgram> programs) => new(
        [.. Offer.Variants.Resolve(choices.Variant).Select(variant => new Cell(variant, paging, choices.Layout, choices.Emulator))],
        [.. programs.Select(program => program.Name)])
    {
        Experiment = choices.Experiment,
    };

    private void PrintBoot(RunReport report, BootResult boot, BootVerdict verdict)
    {
        foreach (RunResult run in verdict.Runs)
        {
            report.PrintRun(run);
        }

        foreach (IGrouping<string, RunResult> format in verdict.Runs.GroupBy(run => run.Cell.Paging))
        {
            report.PrintSideBySide([.. format]);
        }

        if (verdict.Outcome == RunOutcome.Broken)
        {
            PrintLastLines(boot);
        }
    }
}
