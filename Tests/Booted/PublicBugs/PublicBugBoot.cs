using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>One boot for many programs, which goes through both paging formats and both mappings.</summary>
internal static class PublicBugBoot
{
    private const string Words = "variant=all paging=all experiments=none";

    /// <summary>Runs the programs of reports.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="layout">Where the kernel is linked.</param>
    /// <param name="bugs">The reports.</param>
    /// <returns>What was written in each of the four cells.</returns>
    public static Task<IReadOnlyList<GuestRun>> RunAsync(string emulator, string layout, IEnumerable<PublicBug> bugs) =>
        RunAsync(emulator, layout, bugs.Select(bug => (bug.Name, OutsidePrograms.Sample(bug.Name))));

    /// <summary>Boots, and holds that the boot as a whole ended well.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="layout">Where the kernel is linked.</param>
    /// <param name="programs">Name and content of each.</param>
    /// <returns>What was written in each of the four cells.</returns>
    public static async Task<IReadOnlyList<GuestRun>> RunAsync(
        string emulator, string layout, IEnumerable<(string Name, byte[] Content)> programs)
    {
        string archive = Path.GetTempFileName();
        try
        {
            OutsidePrograms.Write(archive, programs);
            BootResult result = await KernelBoot.BootAsync(
                emulator, Words, _ => KernelBoot.Definition(Words, layout) with { Archive = archive });
            Assert.That(
                result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(result.Transcript.Lines.TakeLast(30)));
            IReadOnlyList<GuestRun> runs = result.Transcript.Runs;
            Assert.That(
                runs.Select(run => (run.Header.Paging, run.Header.Variant)).Distinct().Count(),
                Is.EqualTo(2 * MappingTable.Rows.Length), "all cells");
            Assert.That(
                runs.SelectMany(run => run.Lines.OfType<ErrorRecord>()).Select(line => line.Text), Is.Empty, "no frame is missing");
            return runs;
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>
    /// Holds that a report's program found nothing in any cell, and that nothing else happened meanwhile: judged as <c>./lab attack
    /// --breakages</c> judges it.
    /// </summary>
    /// <param name="bug">The report.</param>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="runs">The cells.</param>
    public static void AssertNone(PublicBug bug, string emulator, IEnumerable<GuestRun> runs) =>
        Assert.Multiple(() => AssertHolds(Attack.OfPublicBug(bug.Name), bug.Wrong, emulator, runs));

    /// <summary>Holds that a row ended as it must in every cell, and that nothing else happened meanwhile.</summary>
    /// <param name="row">The row.</param>
    /// <param name="what">What it is about, for a failing test's message.</param>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="runs">The cells.</param>
    public static void AssertHolds(Attack row, string what, string emulator, IEnumerable<GuestRun> runs)
    {
        foreach (GuestRun run in runs)
        {
            Cell cell = new(run.Header.Variant, run.Header.Paging, run.Header.Layout, emulator);
            AttackResult result = AttackJudge.Judge(row, cell, version: null, run, breakdown: null, []);
            Assert.That(result.Problems, Is.Empty, () => $"{what}\n{cell}\n{KernelBoot.Show(result.Lines)}");
        }
    }
}
