using System;
using System.Collections.Generic;
using System.Linq;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>What one boot has to do.</summary>
/// <param name="Cells">The runs that must come, all of one paging format, layout and emulator.</param>
/// <param name="OutsidePrograms">The names of the programs from outside, each of which every run must start or refuse.</param>
public sealed record BootPlan(IReadOnlyList<Cell> Cells, IReadOnlyList<string> OutsidePrograms)
{
    /// <summary>The one experiment to run, <see cref="KernelWords.None"/> or <see cref="KernelWords.All"/>.</summary>
    public string Experiment { get; init; } = KernelWords.All;

    /// <summary>How many experiments that makes in all runs.</summary>
    public int ExperimentCount =>
        Cells.Count * (Experiment == KernelWords.All ? ExperimentTable.All.Length : Experiment == KernelWords.None ? 0 : 1);

    /// <summary>The version of the emulator, asked for when it is needed: some versions deviate from the SDM where others do not.</summary>
    public Func<Version?> EmulatorVersion { get; init; } = () => null;

    /// <summary>Whether the kernel checks its invariants, which it does unasked.</summary>
    public bool ChecksInvariants { get; init; } = true;

    /// <summary>The plan for an image that the lab did not build, whose runs say themselves where it is linked.</summary>
    /// <param name="transcript">What it wrote.</param>
    /// <param name="asTheyCome">Whether the image chooses the cells, too, as a disc does.</param>
    /// <returns>The plan by which to judge it.</returns>
    public BootPlan ForImage(GuestTranscript transcript, bool asTheyCome)
    {
        RunRecord[] runs = [.. transcript.Runs.Select(run => run.Header)];
        return runs.Length == 0 ? this
            : asTheyCome ? this with
            {
                Cells = [.. runs.Select(run => new Cell(run.Variant, run.Paging, run.Layout, Cells[0].Emulator)).Distinct()],
            }
            : this with { Cells = [.. Cells.Select(cell => cell with { Layout = runs[0].Layout })] };
    }

    /// <summary>The kernel's command line for this plan (Docs/Abi.md §4).</summary>
    public string CommandLine =>
        $"variant={(Cells.Count == 1 ? Cells[0].Variant : KernelWords.All)} paging={Cells[0].Paging}"
        + $"{KernelWords.OnlyExperiment(Experiment)}{(ChecksInvariants ? "" : " " + KernelWords.NoInvariants)}";
}
