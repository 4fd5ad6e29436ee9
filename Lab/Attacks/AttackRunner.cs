using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Programs;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// Runs attacks, all that can be in one boot. One that breaks the machine takes nothing from those after it: they get another boot.
/// </summary>
/// <param name="emulator">What to boot in.</param>
/// <param name="version">Its version, which <see cref="EmulatorDeviations"/> ask for.</param>
/// <param name="kernel">The path of the kernel's image.</param>
/// <param name="writeArchive">Writes an archive of these programs, and tells its path.</param>
/// <param name="limit">How long one boot may take.</param>
public sealed class AttackRunner(
    IEmulator emulator, string version, string kernel, Func<IReadOnlyList<OutsideProgram>, string> writeArchive, TimeSpan limit)
{
    // The kernel's own limit for each program is shorter than this only if it does not work any more.
    private const int ProgramSeconds = 60;
    private const int MostBoots = 12;

    /// <summary>Runs attacks in the cells of one boot.</summary>
    /// <param name="cells">The cells, which differ in nothing but the mapping.</param>
    /// <param name="attacks">The rows.</param>
    /// <param name="programs">Their programs, in the same order.</param>
    /// <param name="cancellation">Ends the machine.</param>
    /// <returns>A result for each attack in each cell that it is for.</returns>
    public async Task<IReadOnlyList<AttackResult>> RunAsync(
        IReadOnlyList<Cell> cells, IReadOnlyList<Attack> attacks, IReadOnlyList<OutsideProgram> programs, CancellationToken cancellation)
    {
        Dictionary<(string Name, Cell Cell), AttackResult> results = [];
        (Attack Attack, OutsideProgram Program)[] left = [.. attacks.Zip(programs).Where(pair => cells.Any(pair.First.IsFor))];
        for (int boot = 0; left.Length > 0 && boot < MostBoots; boot++)
        {
            IReadOnlyList<AttackResult> came = await BootAsync(cells, left, cancellation).ConfigureAwait(false);
            foreach (AttackResult result in came)
            {
                // A worse one replaces a better one: a program that breaks one mapping is not tried again in the other.
                if (!results.TryGetValue((result.Attack.Name, result.Cell), out AttackResult? earlier) || earlier.Outcome == AttackOutcome.NeverRan)
                {
                    results[(result.Attack.Name, result.Cell)] = result;
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

        return [.. from attack in attacks from cell in cells where attack.IsFor(cell) select results[(attack.Name, cell)]];
    }

    private async Task<IReadOnlyList<AttackResult>> BootAsync(
        IReadOnlyList<Cell> cells, (Attack Attack, OutsideProgram Program)[] pairs, CancellationToken cancellation)
    {
        BootPlan plan = new(cells, [.. pairs.Select(pair => pair.Program.Name)]) { Experiment = KernelWords.None };
        MachineDefinition definition = new(kernel, $"{plan.CommandLine} outside=in-turn seconds={ProgramSeconds}")
        {
            Archive = writeArchive([.. pairs.Select(pair => pair.Program)]),
        };
        BootResult boot = await Boot.RunAsync(emulator, definition, limit, cancellation).ConfigureAwait(false);
        string? breakdown = boot.Breakdown;
        List<AttackResult> results = [];
        foreach (Cell cell in cells)
        {
            GuestRun? run = boot.Transcript.Runs.FirstOrDefault(run => run.Header.Variant == cell.Variant && run.Header.Paging == cell.Paging);
            results.AddRange(pairs.Where(pair => pair.Attack.IsFor(cell)).Select(
                pair => AttackJudge.Judge(pair.Attack, cell, version, run, breakdown, EmulatorDeviations.All)));
        }

        // What is wrong with the boot as a whole is nobody's alone; it is put down to its last program.
        string[] problems = [.. BootJudge.Judge(plan, boot).Runs.SelectMany(run => run.Problems)];
        int last = results.FindLastIndex(result => result.Outcome != AttackOutcome.NeverRan);
        if (problems.Length > 0 && results.Count > 0 && results.All(result => result.Outcome != AttackOutcome.Broken))
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
