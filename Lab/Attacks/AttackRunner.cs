using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// Runs attacks, all that can be in one boot. One that breaks the machine takes nothing from those after it: they get another boot.
/// </summary>
/// <param name="emulator">What to boot in.</param>
/// <param name="kernel">The path of the kernel's image.</param>
/// <param name="writeArchive">Writes an archive of these programs, and tells its path.</param>
/// <param name="limit">How long one boot may take.</param>
public sealed class AttackRunner(
    IEmulator emulator, string kernel, Func<IReadOnlyList<OutsideProgram>, string> writeArchive, TimeSpan limit)
{
    private const int MostBoots = 12;

    // Where a row is about processor time, it is the guest's instructions that make it, not how busy this machine is. Bochs always
    // counts them.
    private static readonly string[] CountingInstructions = ["-icount", "shift=5,sleep=off"];

    private readonly Lazy<Version?> version = new(emulator.FindVersion);

    /// <summary>Runs attacks in cells that one boot can have, in as few boots as may be.</summary>
    /// <param name="cells">The cells, which differ in nothing but the mapping.</param>
    /// <param name="attacks">The rows.</param>
    /// <param name="programs">Their programs, in the same order.</param>
    /// <param name="cancellation">Ends the machine.</param>
    /// <returns>A result for each attack in each cell that it is for.</returns>
    public async Task<IReadOnlyList<AttackResult>> RunAsync(
        IReadOnlyList<Cell> cells, IReadOnlyList<Attack> attacks, IReadOnlyList<OutsideProgram> programs, CancellationToken cancellation)
    {
        List<AttackResult> results = [];
        foreach (var same in attacks.Zip(programs).Where(pair => cells.Any(pair.First.IsFor)).GroupBy(pair => pair.First.Seconds))
        {
            results.AddRange(await RunAsync(cells, [.. same], same.Key, cancellation).ConfigureAwait(false));
        }

        return [.. from attack in attacks from result in results where result.Attack == attack select result];
    }

    private async Task<IReadOnlyList<AttackResult>> RunAsync(
        IReadOnlyList<Cell> cells, (Attack Attack, OutsideProgram Program)[] pairs, int seconds, CancellationToken cancellation)
    {
        Dictionary<(string Name, Cell Cell), AttackResult> results = [];
        (Attack Attack, OutsideProgram Program)[] left = pairs;
        for (int boot = 0; left.Length > 0 && boot < MostBoots; boot++)
        {
            IReadOnlyList<AttackResult> came = await BootAsync(cells, left, seconds, cancellation).ConfigureAwait(false);
            foreach (AttackResult result in came)
            {
                // The first boot that came to a program decides.
                (string, Cell) key = (result.Attack.Name, result.Cell);
                if (!results.TryGetValue(key, out AttackResult? earlier) || earlier.Outcome == AttackOutcome.NeverRan)
                {
                    results[key] = result;
                }
            }

            string[] broken = [.. came.Where(result => result.Outcome == AttackOutcome.Broken).Select(result => result.Attack.Name)];
            if (broken.Length == 0)
            {
                break;
            }

            left = [.. left.Where(pair => !broken.Contains(pair.Attack.Name)
                && cells.Where(pair.Attack.IsFor).Any(cell => results[(pair.Attack.Name, cell)].Outcome == AttackOutcome.NeverRan))];
        }

        return [.. results.Values];
    }

    private async Task<IReadOnlyList<AttackResult>> BootAsync(
        IReadOnlyList<Cell> cells, (Attack Attack, OutsideProgram Program)[] pairs, int seconds, CancellationToken cancellation)
    {
        BootPlan plan = new(cells, [.. pairs.Select(pair => pair.Program.Name)])
        {
            Experiment = KernelWords.None,
            EmulatorVersion = () => version.Value,
        };
        MachineDefinition definition = new(kernel, $"{plan.CommandLine} outside=in-turn seconds={seconds}")
        {
            Archive = writeArchive([.. pairs.Select(pair => pair.Program)]),
            ExtraArguments = seconds < Attack.UsualSeconds && cells[0].Emulator == EmulatorChoice.Qemu ? CountingInstructions : [],
        };
        BootResult boot = await Boot.RunAsync(emulator, definition, limit, cancellation).ConfigureAwait(false);
        string? breakdown = boot.Breakdown;
        List<AttackResult> results = [];
        foreach (Cell cell in cells)
        {
            GuestRun? run = boot.Transcript.Runs
                .FirstOrDefault(run => run.Header.Variant == cell.Variant && run.Header.Paging == cell.Paging);
            results.AddRange(pairs.Where(pair => pair.Attack.IsFor(cell)).Select(
                pair => AttackJudge.Judge(pair.Attack, cell, version.Value, run, breakdown, AttackDeviations.All)));
        }

        // What is wrong with the boot and with no program of it is put down to its last one.
        string[] problems = [.. BootJudge.Judge(plan, boot).Runs.SelectMany(run => run.Problems)];
        int last = results.FindLastIndex(result => result.Outcome != AttackOutcome.NeverRan);
        bool nobodys = results.All(result => result.Outcome is AttackOutcome.Held or AttackOutcome.NeverRan);
        if (problems.Length > 0 && results.Count > 0 && nobodys)
        {
            AttackResult blamed = results[int.Max(last, 0)];
            results[int.Max(last, 0)] = blamed with
            {
                Outcome = breakdown is null ? AttackOutcome.Failed : AttackOutcome.Broken,
                Problems = [.. blamed.Problems, .. problems],
                Lines = blamed.Lines.Count > 0 ? blamed.Lines : boot.Transcript.Lines,
            };
        }

        return results;
    }
}
