using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Pictures;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// <c>lab maps</c>: boots each cell with several programs alive at once, stops it, and shows every address space, as the kernel's walker
/// and the emulator's see it.
/// </summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class MapsCommand(LabContext context) : BootingCommand(context)
{
    /// <summary>Does it.</summary>
    /// <param name="choices">What was asked for.</param>
    /// <param name="cancellation">Ends the machines and the command.</param>
    /// <returns>The exit code.</returns>
    public Task<LabExit> ExecuteAsync(RunChoices choices, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            IEmulator emulator = FindEmulator(choices);
            OutsideProgram[] samples = [Sample(Photographer.Companion), Sample(Photographer.Model)];
            IReadOnlyList<OutsideProgram> programs = OutsidePrograms.Read(choices.Programs, samples);
            using ReportFile? json = choices.Json is null ? null : CreateReport(choices.Json);
            return await TakeAllAsync(choices, emulator, programs, json, cancellation).ConfigureAwait(false);
        });

    private OutsideProgram Sample(string name)
    {
        try
        {
            return OutsideProgram.Read(Context.Tree.ProgramFile(name));
        }
        catch (UnusableProgramException cause)
        {
            throw new PrerequisiteException(cause.Message + "; build it with: dotnet build CosmosPaging.sln");
        }
    }

    private async Task<LabExit> TakeAllAsync(
        RunChoices choices, IEmulator emulator, IReadOnlyList<OutsideProgram> programs, ReportFile? json, CancellationToken cancellation)
    {
        using SessionFolder folder = new();
        string archive = WriteArchive(folder, programs);
        MapsReport report = new(ReportConsole.Create(Context.Output, Context.OutputIsTerminal));
        Cell[] cells =
        [
            .. from paging in await FormatsAsync(emulator, choices, cancellation).ConfigureAwait(false)
               from variant in Offer.Variants.Resolve(choices.Variant)
               select new Cell(variant, paging, choices.Layout, choices.Emulator),
        ];

        // All at once: each machine keeps one processor busy.
        Attempt[] attempts;
        using (BootProgress progress = Context.Progress("cells", cells.Length))
        {
            attempts = await Task.WhenAll(cells.Select(cell => Task.Run(
                async () =>
                {
                    Attempt attempt = await TakeAsync(emulator, cell, archive, choices, cancellation).ConfigureAwait(false);
                    progress.Step();
                    return attempt;
                },
                cancellation))).ConfigureAwait(false);
        }

        MachinePicture[] pictures = [.. attempts.Select(attempt => attempt.Picture).OfType<MachinePicture>()];
        foreach (IGrouping<string, MachinePicture> paging in pictures.GroupBy(picture => picture.Cell.Paging))
        {
            foreach (MachinePicture picture in paging)
            {
                report.PrintPicture(picture);
            }

            report.PrintGlance([.. paging]);
        }

        if (pictures.Length > 0)
        {
            report.PrintCount(pictures);
        }

        foreach (Attempt attempt in attempts.Where(attempt => attempt.Picture is null))
        {
            Context.Complain(attempt.Trouble!);
            PrintLastLines(attempt.Boot!);
        }

        if (json is not null)
        {
            WriteReport(json, stream => MapsJson.Write(pictures, stream));
        }

        return pictures.Length < cells.Length ? LabExit.GuestBroken
            : pictures.Any(picture => picture.Spaces.Any(space => space.Differences.Count + space.Breaches.Count > 0)) ? LabExit.Failed
            : LabExit.Held;
    }

    private async Task<Attempt> TakeAsync(IEmulator emulator, Cell cell, string archive, RunChoices choices, CancellationToken cancellation)
    {
        string commandLine = $"variant={cell.Variant} paging={cell.Paging} experiments=none outside=together";
        MachineDefinition definition = Define(choices, commandLine, archive) with { Inspected = true };
        IMachine machine = emulator.Start(definition);
        await using (machine.ConfigureAwait(false))
        {
            string trouble;
            try
            {
                if (await Photographer.TakeAsync(machine, cell, choices.Timeout, cancellation).ConfigureAwait(false) is { } picture)
                {
                    return new Attempt(picture, Trouble: null, Boot: null);
                }

                trouble = $"{cell}: no picture: '{Photographer.Model}' never said that it was ready";
            }
            catch (InspectionException cause)
            {
                trouble = $"{cell}: no picture: {cause.Message}";
            }

            // How it ended, if it has; it gets no more time.
            MachineEnd end = await machine.WaitForEndAsync(System.TimeSpan.FromMilliseconds(100), cancellation).ConfigureAwait(false);
            BootResult boot = new(end, new GuestTranscript(machine.Lines), machine.EmulatorWords, choices.Timeout);
            return new Attempt(Picture: null, boot.Breakdown is { } breakdown ? $"{trouble}; {breakdown}" : trouble, boot);
        }
    }

    private sealed record Attempt(MachinePicture? Picture, string? Trouble, BootResult? Boot);
}
