using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab run</c>: boots the kernel once for each paging format, in machines of their own, and reports on every run.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class RunCommand(LabContext context)
{
    private const int LastLinesShown = 20;

    private static readonly Choice[] AllChoices = [Offer.Variants, Offer.Pagings, Offer.Layouts, Offer.Emulators];

    /// <summary>Does it.</summary>
    /// <param name="choices">What was asked for.</param>
    /// <param name="cancellation">Ends the machine and the command.</param>
    /// <returns>The exit code.</returns>
    public async Task<LabExit> ExecuteAsync(RunChoices choices, CancellationToken cancellation)
    {
        string[] words = [choices.Variant, choices.Paging, choices.Layout, choices.Emulator];
        foreach ((Choice choice, string word) in AllChoices.Zip(words))
        {
            if (choice.IsPromised(word))
            {
                context.Complain($"{choice.Option} {word} is not available yet");
                return LabExit.Usage;
            }
        }

        try
        {
            IReadOnlyList<OutsideProgram> programs = ReadPrograms(choices.Programs);
            using ReportFile? json = choices.Json is null ? null : CreateReport(choices.Json);
            IEmulator emulator = EmulatorChoice.Make(choices.Emulator, context.Tree, context.SearchPath);
            if (FindMissing(emulator, choices.Layout) is { } missing)
            {
                context.Complain(missing);
                return LabExit.Prerequisite;
            }

            return await BootAllAsync(choices, emulator, programs, json, cancellation).ConfigureAwait(false);
        }
        catch (UsageException cause)
        {
            context.Complain(cause.Message);
            return LabExit.Usage;
        }
        catch (Exception cause) when (cause is Win32Exception or InvalidDataException)
        {
            // The emulator could not be started, or what the build made is broken.
            context.Complain(cause.Message);
            return LabExit.Prerequisite;
        }
    }

    private static List<OutsideProgram> ReadPrograms(IReadOnlyList<string> paths)
    {
        List<OutsideProgram> programs = [];
        foreach (string path in paths)
        {
            OutsideProgram program;
            try
            {
                program = OutsideProgram.Read(path);
            }
            catch (UnusableProgramException cause)
            {
                throw new UsageException("--program " + cause.Message, cause);
            }

            if (programs.Any(other => other.Name == program.Name))
            {
                throw new UsageException($"--program {path}: there is another program named {program.Name}");
            }

            programs.Add(program);
            if (programs.Sum(other => (long)other.Content.Length) > OutsideProgram.LargestFile)
            {
                throw new UsageException($"--program: all files together must not exceed {OutsideProgram.LargestFile >> 20} MB");
            }
        }

        return programs;
    }

    private static ReportFile CreateReport(string path)
    {
        try
        {
            return ReportFile.Create(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"--json {path}: {cause.Message}", cause);
        }
    }

    private string? FindMissing(IEmulator emulator, string layout)
    {
        return emulator.FindMissing()?.Advice ?? context.Tree.FindMissing(layout);
    }

    private async Task<LabExit> BootAllAsync(
        RunChoices choices, IEmulator emulator, IReadOnlyList<OutsideProgram> programs, ReportFile? json, CancellationToken cancellation)
    {
        using SessionFolder folder = new();
        string archive = WriteArchive(folder, programs);
        RunReport report = new(ReportConsole.Create(context.Output, context.OutputIsTerminal));
        List<RunResult> results = [];
        RunOutcome worst = RunOutcome.Held;
        BootPlan[] plans = [.. Offer.Pagings.Resolve(choices.Paging).Select(paging => Plan(choices, paging, programs))];
        string kernel = context.Tree.KernelImageFor(choices.Layout);

        // All at once: each machine keeps one processor busy.
        BootResult[] boots = await Task.WhenAll(plans.Select(plan => Task.Run(
            () => Boot.RunAsync(emulator, new MachineDefinition(kernel, plan.CommandLine) { Archive = archive }, choices.Timeout, cancellation),
            cancellation))).ConfigureAwait(false);
        foreach ((BootPlan plan, BootResult boot) in plans.Zip(boots))
        {
            BootVerdict verdict = BootJudge.Judge(plan, boot);
            results.AddRange(verdict.Runs);
            worst = verdict.Outcome > worst ? verdict.Outcome : worst;
            PrintBoot(report, boot, verdict);
        }

        report.PrintCount(results);
        if (json is not null)
        {
            WriteReport(json, results);
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
        [.. programs.Select(program => program.Name)]);

    private static void WriteReport(ReportFile json, IReadOnlyList<RunResult> results)
    {
        try
        {
            JsonReport.Write(results, json.Stream);
            json.Keep();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("--json: the report could not be written: " + cause.Message, cause);
        }
    }

    private string WriteArchive(SessionFolder folder, IReadOnlyList<OutsideProgram> programs)
    {
        if (programs.Count == 0)
        {
            return context.Tree.ProgramsArchive;
        }

        string path = folder.File("programs.tar");
        using FileStream samples = File.OpenRead(context.Tree.ProgramsArchive);
        using FileStream archive = File.Create(path);
        ProgramArchive.Write(samples, programs, archive);
        return path;
    }

    private void PrintBoot(RunReport report, BootResult boot, BootVerdict verdict)
    {
        foreach (RunResult run in verdict.Runs)
        {
            report.PrintRun(run);
        }

        if (verdict.Runs is [var left, var right])
        {
            report.PrintSideBySide(left, right);
        }

        if (verdict.Outcome == RunOutcome.Broken)
        {
            PrintLastLines(boot);
        }
    }

    private void PrintLastLines(BootResult boot)
    {
        context.Output.Flush();
        if (boot.EmulatorWords.Length > 0)
        {
            foreach (string line in boot.EmulatorWords.TrimEnd('\n').Split('\n').TakeLast(LastLinesShown))
            {
                context.Complain("the emulator says: " + line);
            }
        }

        IReadOnlyList<ConsoleLine> lines = boot.Transcript.Lines;
        context.Complain(lines.Count == 0 ? "the guest wrote nothing" : "the last lines that the guest wrote:");
        foreach (ConsoleLine line in lines.TakeLast(LastLinesShown))
        {
            context.Errors.WriteLine("    " + TerminalText.Clean(line.AsWritten));
        }
    }
}
