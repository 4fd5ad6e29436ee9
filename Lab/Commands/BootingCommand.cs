using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Commands;

/// <summary>What the commands that boot the kernel have in common: how they begin, and how each trouble becomes an exit code.</summary>
/// <param name="context">What they need of the world around them.</param>
public abstract class BootingCommand(LabContext context)
{
    private const int LastLinesShown = 20;

    /// <summary>What the command needs of the world around it.</summary>
    protected LabContext Context { get; } = context;

    /// <summary>
    /// Does the command's work; what goes wrong before, or in a way that is not the guest's, becomes a line and an exit code.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <returns>The exit code.</returns>
    protected async Task<LabExit> GuardAsync(Func<Task<LabExit>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (UsageException cause)
        {
            Context.Complain(cause.Message);
            return LabExit.Usage;
        }
        catch (Exception cause) when (
            cause is PrerequisiteException or Win32Exception or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // Something is not there, the emulator could not be started, what the build made is broken, or a disk is full.
            Context.Complain(cause.Message);
            return LabExit.Prerequisite;
        }
    }

    /// <summary>Finds the emulator, and makes sure that there is something to boot.</summary>
    /// <param name="boot">What was asked for.</param>
    /// <returns>The emulator.</returns>
    /// <exception cref="PrerequisiteException">Something is missing.</exception>
    protected IEmulator FindEmulator(RunChoices boot)
    {
        IEmulator emulator = EmulatorFactory.Make(boot.Emulator, Context.Tree, Context.SearchPath);
        string? missing = emulator.FindMissing()?.Advice ?? Context.Tree.FindMissing(KernelOf(boot));
        return missing is null ? emulator : throw new PrerequisiteException(missing);
    }

    /// <summary>The kernel to boot.</summary>
    /// <param name="boot">What was asked for.</param>
    /// <returns>The path of its ELF file; of a disc, if one is booted.</returns>
    protected string KernelOf(RunChoices boot) => boot.Image?.Path ?? Context.Tree.KernelImageFor(boot.Layout, boot.Unoptimized);

    /// <summary>The machine to boot.</summary>
    /// <param name="boot">What was asked for.</param>
    /// <param name="commandLine">The kernel's command line. A disc has its own.</param>
    /// <param name="archive">The path of the programs' archive. A disc has its own.</param>
    /// <returns>The machine.</returns>
    protected MachineDefinition Define(RunChoices boot, string commandLine, string archive) => new(KernelOf(boot), commandLine)
    {
        Archive = boot.BootsDisc ? null : archive,
        Disc = boot.BootsDisc ? KernelOf(boot) : null,
        Cpu = boot.Processor,
        MemoryMegabytes = boot.MemoryMegabytes,
    };

    /// <summary>
    /// The paging formats to boot. A processor that somebody named is tried by itself before anything else: the emulator may not know it,
    /// and it may not have PAE. What the kernel has to say of it is told.
    /// </summary>
    /// <param name="emulator">What to boot in.</param>
    /// <param name="boot">What was asked for.</param>
    /// <param name="cancellation">Ends the machine.</param>
    /// <returns>Those of the formats asked for that the processor has; one at least.</returns>
    /// <exception cref="UsageException">The emulator does not know the processor, or no format is left.</exception>
    protected async Task<IReadOnlyList<string>> FormatsAsync(IEmulator emulator, RunChoices boot, CancellationToken cancellation)
    {
        IReadOnlyList<string> formats = Offer.Pagings.Resolve(boot.Paging);
        if (boot.BootsDisc)
        {
            // Its own command line says which; a machine for each would run the same again.
            return [formats[0]];
        }

        if (boot.Processor is not { } processor)
        {
            return formats;
        }

        string trialFormat = formats.Contains(KernelWords.Pae) ? KernelWords.Pae : KernelWords.TwoLevel;
        MachineDefinition definition = Define(
            boot, $"variant={KernelWords.Shared} paging={trialFormat} experiments={KernelWords.None}", Context.Tree.ProgramsArchive);
        BootResult trial = await Boot.RunAsync(emulator, definition, boot.Timeout, cancellation).ConfigureAwait(false);
        if (trial.End.Signal == GuestSignal.EmulatorFailed && trial.Transcript.Lines.Count == 0)
        {
            // Bochs begins its words with the name of a device, or of none.
            string words = trial.EmulatorWords.Trim().Split('\n')[0].TrimStart('[', ']', ' ');
            throw new UsageException($"--cpu {processor}: {(words.Length > 0 ? words : trial.Breakdown)}");
        }

        foreach (NoteRecord note in trial.Transcript.Lines.OfType<NoteRecord>())
        {
            await Context.Output.WriteLineAsync("the kernel says: " + note.Text).ConfigureAwait(false);
        }

        string[] left = [.. formats.Where(format =>
            format != KernelWords.Pae || !trial.Transcript.Lines.OfType<NoteRecord>().Any(note => note.Text == KernelWords.NoPae))];
        return left.Length > 0 ? left : throw new UsageException($"--cpu {processor} --paging {boot.Paging}: the processor has no PAE");
    }

    /// <summary>Begins the JSON report.</summary>
    /// <param name="path">Where it goes.</param>
    /// <returns>The file; nothing of it is visible yet.</returns>
    /// <exception cref="UsageException">It cannot be written there.</exception>
    protected static ReportFile CreateReport(string path)
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

    /// <summary>Writes the JSON report, and lets it appear.</summary>
    /// <param name="json">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="PrerequisiteException">It could not be written: the disk is full, or nobody reads the pipe.</exception>
    protected static void WriteReport(ReportFile json, Action<Stream> write)
    {
        try
        {
            write(json.Stream);
            json.Keep();
        }
        catch (Exception cause) when (SessionFolder.IsFull(cause))
        {
            throw new PrerequisiteException("--json: the report could not be written: " + cause.Message);
        }
    }

    /// <summary>The archive to boot with.</summary>
    /// <param name="folder">Where to write it, if it is not the samples' alone.</param>
    /// <param name="programs">The programs from outside.</param>
    /// <returns>Its path.</returns>
    protected string WriteArchive(SessionFolder folder, IReadOnlyList<OutsideProgram> programs)
    {
        if (programs.Count == 0)
        {
            return Context.Tree.ProgramsArchive;
        }

        string path = folder.File($"{Guid.NewGuid():N}.tar");
        try
        {
            using FileStream samples = File.OpenRead(Context.Tree.ProgramsArchive);
            using FileStream archive = File.Create(path);
            ProgramArchive.Write(samples, programs, archive);
            return path;
        }
        catch (Exception cause) when (SessionFolder.IsFull(cause))
        {
            throw new PrerequisiteException("the archive of the programs cannot be written: " + cause.Message);
        }
    }

    /// <summary>Complains with the last words of the emulator and the guest, after a boot that did not end well.</summary>
    /// <param name="boot">The boot.</param>
    protected void PrintLastLines(BootResult boot)
    {
        Context.Output.Flush();
        if (boot.EmulatorWords.Length > 0)
        {
            foreach (string line in boot.EmulatorWords.TrimEnd('\n').Split('\n').TakeLast(LastLinesShown))
            {
                Context.Complain("the emulator says: " + line);
            }
        }

        IReadOnlyList<ConsoleLine> lines = boot.Transcript.Lines;
        Context.Complain(lines.Count == 0 ? "the guest wrote nothing" : "the last lines that the guest wrote:");
        foreach (string line in lines.TakeLast(LastLinesShown).SelectMany(line => GuestLines.Show(line, Context.ErrorsWidth)))
        {
            Context.Errors.WriteLine(line);
        }
    }
}
