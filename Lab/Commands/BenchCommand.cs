using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Benching;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab bench</c>: what the kernel's operations cost in every cell, beside the aims and what they cost elsewhere.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class BenchCommand(LabContext context) : BootingCommand(context)
{
    /// <summary>Does it.</summary>
    /// <param name="choices">What was asked for.</param>
    /// <param name="cancellation">Ends the machines and the command.</param>
    /// <returns>The exit code; <see cref="LabExit.Failed"/> if an aim was missed.</returns>
    public async Task<LabExit> ExecuteAsync(BenchChoices choices, CancellationToken cancellation)
    {
        return await GuardAsync(async () =>
        {
            using ReportFile? json = choices.Json is null ? null : CreateReport(choices.Json);
            IEmulator emulator = FindEmulator(BootOf(choices));
            RequireProgram(BenchReading.Program);
            RequireProgram(ScaleReading.Program);
            return await MeasureAsync(choices, emulator, json, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static RunChoices BootOf(BenchChoices choices) => new()
    {
        Paging = choices.Paging,
        Layout = choices.Layout,
        Emulator = choices.Emulator,
        Processor = choices.Processor,
        Image = choices.Image,
        Timeout = choices.Timeout,
    };

    private void RequireProgram(string name)
    {
        if (!File.Exists(Context.Tree.ProgramFile(name)))
        {
            throw new PrerequisiteException(BuildTree.MissingAdvice(Context.Tree.ProgramFile(name)));
        }
    }

    private async Task<LabExit> MeasureAsync(BenchChoices choices, IEmulator emulator, ReportFile? json, CancellationToken cancellation)
    {
        using SessionFolder folder = new();
        BenchBoots boots = new(
            emulator,
            choices.Layout,
            KernelOf(BootOf(choices)),
            names => WriteArchive(
                folder, [.. names.Select(name => new OutsideProgram(name, File.ReadAllBytes(Context.Tree.ProgramFile(name))))]),
            choices.Timeout)
        {
            Processor = choices.Processor,
        };
        IReadOnlyList<string> formats = await FormatsAsync(emulator, BootOf(choices), cancellation).ConfigureAwait(false);
        List<BenchCell> cells = [];
        using (BootProgress progress = Context.Progress("figures", formats.Count * boots.LinesOfAFormat, BenchBoots.HasFigures))
        {
            boots.Progress = progress;
            foreach (string paging in formats.TakeWhile(_ => cells.All(cell => cell.Broken.Count == 0)))
            {
                cells.AddRange(await boots.MeasureAsync(paging, cancellation).ConfigureAwait(false));
            }
        }

        BootResult[] broken = [.. cells.SelectMany(cell => cell.Broken).Distinct()];
        IEnumerable<string> left = formats
            .Where(paging => cells.All(cell => cell.Cell.Paging != paging))
            .Select(paging => $"{paging} paging was not measured");
        string[] missed = [.. cells.SelectMany(cell => BenchAims.Missed(cell, hasAims: choices.Image is null)), .. left];
        new BenchReport(ReportConsole.Create(Context.Output, Context.OutputIsTerminal)).Print(cells, missed);
        if (json is not null)
        {
            WriteReport(json, stream => BenchJson.Write(cells, missed, stream));
        }

        foreach (BootResult boot in broken)
        {
            Context.Complain(boot.Breakdown!);
            PrintLastLines(boot);
        }

        return broken.Length > 0 ? LabExit.GuestBroken : missed.Length == 0 ? LabExit.Held : LabExit.Failed;
    }
}
