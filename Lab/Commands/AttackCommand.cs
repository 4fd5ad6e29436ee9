using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Reports;

namespace CosmosPaging.Lab.Commands;

/// <summary><c>lab attack</c>: runs the hostile programs in every cell, and judges what came of each.</summary>
/// <param name="context">What it needs of the world around it.</param>
public sealed class AttackCommand(LabContext context) : BootingCommand(context)
{
    /// <summary>Tells the attacks, without running any.</summary>
    /// <returns>The exit code.</returns>
    public Task<LabExit> ListAsync()
    {
        Report().PrintList(AttackTable.All);
        return Task.FromResult(LabExit.Held);
    }

    /// <summary>Runs attacks.</summary>
    /// <param name="choices">What was asked for.</param>
    /// <param name="cancellation">Ends the machines and the command.</param>
    /// <returns>The exit code.</returns>
    public Task<LabExit> ExecuteAsync(AttackChoices choices, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            IReadOnlyList<Attack> attacks = Chosen(choices.Names, AttackTable.All, attack => attack.Name);
            using ReportFile? json = choices.Json is null ? null : CreateReport(choices.Json);
            HostileBuild build = new(Context.Tree, Context.SearchPath) { Seed = choices.Seed };
            Cell[][] boots =
            [
                .. from emulator in Offer.AttackEmulators.Resolve(choices.Emulator)
                   from layout in Offer.AttackLayouts.Resolve(choices.Layout)
                   from paging in Offer.Pagings.Resolve(choices.Paging)
                   select Offer.Variants.Resolve(choices.Variant).Select(variant => new Cell(variant, paging, layout, emulator)).ToArray(),
            ];
            AttackResult[] results = await RunAsync(boots, attacks, build, choices, cancellation).ConfigureAwait(false);
            Report().Print(results);
            if (json is not null)
            {
                WriteReport(json, stream => AttackJson.Write(results, stream));
            }

            return results.Any(result => result.Outcome is AttackOutcome.Broken or AttackOutcome.NeverRan) ? LabExit.GuestBroken
                : results.Any(result => result.Outcome == AttackOutcome.Failed) ? LabExit.Failed
                : LabExit.Held;
        });

    /// <summary>
    /// Builds breakages of the kernel, one after the other, and runs the attacks, and the programs of public bugs, that must notice each.
    /// </summary>
    /// <param name="choices">What was asked for; its names are breakages.</param>
    /// <param name="cancellation">Ends the builds, the machines and the command.</param>
    /// <returns>The exit code; <see cref="LabExit.Failed"/> if something was not noticed.</returns>
    public Task<LabExit> BreakAsync(AttackChoices choices, CancellationToken cancellation) =>
        GuardAsync(async () =>
        {
            IReadOnlyList<Breakage> breakages = Chosen(choices.Names, Breakages.All, breakage => breakage.Name);
            using ReportFile? json = choices.Json is null ? null : CreateReport(choices.Json);
            using BrokenTree tree = new(Context.Tree);
            HostileBuild build = new(Context.Tree, Context.SearchPath) { Seed = choices.Seed };
            List<BreakageResult> results = [];
            foreach (Breakage breakage in breakages)
            {
                Stopwatch watch = Stopwatch.StartNew();
                BreakageResult result = await BreakAsync(breakage, tree, build, choices, cancellation).ConfigureAwait(false);
                results.Add(result);
                Context.Complain($"{breakage.Name}: {(result.Noticed ? "noticed" : "NOT noticed")} ({watch.Elapsed.TotalSeconds:0} s)");
            }

            Report().PrintBreakages(results);
            if (json is not null)
            {
                WriteReport(json, stream => AttackJson.Write(results, stream));
            }

            return results.All(result => result.Noticed) ? LabExit.Held : LabExit.Failed;
        });

    private static IReadOnlyList<T> Chosen<T>(IReadOnlyList<string> names, IReadOnlyList<T> all, Func<T, string> nameOf) =>
        names.Count == 0 ? all : [.. all.Where(item => names.Contains(nameOf(item)))];

    private AttackReport Report() => new(ReportConsole.Create(Context.Output, Context.OutputIsTerminal));

    private async Task<AttackResult[]> RunAsync(
        Cell[][] boots, IReadOnlyList<Attack> attacks, HostileBuild build, AttackChoices choices, CancellationToken cancellation)
    {
        using SessionFolder folder = new();
        Dictionary<string, IReadOnlyList<OutsideProgram>> programs = [];
        foreach (string paging in boots.Select(boot => boot[0].Paging).Distinct())
        {
            programs[paging] = await build.BuildAsync(attacks, paging, cancellation).ConfigureAwait(false);
        }

        Dictionary<string, AttackRunner> runners = [];
        foreach (Cell cell in boots.Select(boot => boot[0]))
        {
            // Whatever is missing is told before anything is booted.
            runners[Key(cell)] = Runner(cell, folder, kernel: null, choices.Timeout);
        }

        // As many at a time as there are processors: each machine keeps one busy.
        using SemaphoreSlim processors = new(Environment.ProcessorCount);
        IReadOnlyList<AttackResult>[] results = await Task.WhenAll(boots.Select(boot => Task.Run(
            async () =>
            {
                await processors.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    Stopwatch watch = Stopwatch.StartNew();
                    IReadOnlyList<AttackResult> came = await runners[Key(boot[0])]
                        .RunAsync(boot, attacks, programs[boot[0].Paging], cancellation).ConfigureAwait(false);
                    Tell(boot, came, watch.Elapsed);
                    return came;
                }
                finally
                {
                    processors.Release();
                }
            },
            cancellation))).ConfigureAwait(false);
        return [.. results.SelectMany(result => result)];
    }

    private static string Key(Cell cell) => cell.Emulator + cell.Layout;

    private void Tell(Cell[] boot, IReadOnlyList<AttackResult> results, TimeSpan time)
    {
        lock (Context.Errors)
        {
            int held = results.Count(result => result.Outcome == AttackOutcome.Held);
            Cell whole = boot[0] with { Variant = string.Join('+', boot.Select(cell => cell.Variant)) };
            Context.Complain($"{whole}: {held} of {results.Count} attacks held ({time.TotalSeconds:0.0} s)");
        }
    }

    private AttackRunner Runner(Cell cell, SessionFolder folder, string? kernel, TimeSpan limit) => new(
        FindEmulator(new RunChoices { Emulator = cell.Emulator, Layout = cell.Layout }),
        kernel ?? Context.Tree.KernelImageFor(cell.Layout),
        programs => WriteArchive(folder, programs),
        limit);

    private async Task<BreakageResult> BreakAsync(
        Breakage breakage, BrokenTree tree, HostileBuild build, AttackChoices choices, CancellationToken cancellation)
    {
        Attack[] attacks = [.. AttackTable.All.Where(attack => attack.Notices.Contains(breakage.Name))];
        OddElf[] files = [.. OddElfFiles.All.Where(file => file.Group == breakage.OddFiles)];
        Cell cell = new(
            breakage.Cell.Variant ?? KernelWords.Shared,
            breakage.Cell.Paging ?? KernelWords.TwoLevel,
            breakage.Cell.Layout ?? KernelWords.High,
            breakage.Cell.Emulator ?? EmulatorChoice.Qemu);
        IReadOnlyList<OutsideProgram> programs =
        [
            .. await build.BuildAsync(attacks, cell.Paging, cancellation).ConfigureAwait(false),
            .. breakage.PublicBugs.Select(name => OutsideProgram.Read(Context.Tree.ProgramFile(name))),
            .. files.Select(file => new OutsideProgram(file.Name, file.Content)),
        ];
        Attack[] all = [.. attacks, .. breakage.PublicBugs.Select(Attack.OfPublicBug), .. files.Select(file => file.Row)];
        try
        {
            // What only imitates another processor is no fault: if an attack noticed that, it would prove nothing of the breakage.
            if (breakage.Imitation is { } imitation)
            {
                IReadOnlyList<AttackResult> control = await RunBrokenAsync([imitation]).ConfigureAwait(false);
                if (control.Any(BreakageResult.HasNoticed))
                {
                    return new BreakageResult(breakage, cell, [])
                    {
                        Problem = $"the breakage {breakage.Name}: what it imitates is noticed without it",
                    };
                }
            }

            return new BreakageResult(breakage, cell, await RunBrokenAsync(breakage.Changes).ConfigureAwait(false));
        }
        catch (InvalidDataException cause)
        {
            return new BreakageResult(breakage, cell, []) { Problem = cause.Message };
        }

        async Task<IReadOnlyList<AttackResult>> RunBrokenAsync(IReadOnlyList<SourceChange> changes)
        {
            string image = await tree.BuildAsync(breakage.Name, changes, cell.Layout, cancellation).ConfigureAwait(false);
            using SessionFolder folder = new();
            AttackRunner runner = Runner(cell, folder, image, choices.Timeout);
            IReadOnlyList<AttackResult> results = await runner.RunAsync([cell], all, programs, cancellation).ConfigureAwait(false);

            // Of the files one must notice: it stands for all.
            IEnumerable<AttackResult> ofFiles = results.Where(result => files.Any(file => file.Name == result.Attack.Name));
            return [.. results.Except(ofFiles), .. ofFiles.OrderByDescending(BreakageResult.HasNoticed).Take(1)];
        }
    }
}
