using System;
using System.Collections.Generic;
using CosmosKernel.Experiments;

namespace CosmosPaging.Lab.Running;

/// <summary>What one boot has to do.</summary>
/// <param name="Cells">The runs that must come, all of one paging format, layout and emulator.</param>
/// <param name="OutsidePrograms">The names of the programs from outside, each of which every run must start or refuse.</param>
public sealed record BootPlan(IReadOnlyList<Cell> Cells, IReadOnlyList<string> OutsidePrograms)
{
    /// <summary>The one experiment to run, <see cref="KernelWords.None"/> or <see cref="KernelWords.All"/>.</summary>
    public string Experiment { get; init; } = KernelWords.All;

    /// <summary>How many experiments that makes in all runs.</summary>
    public int ExperimentCount => Cells.Count * (Experiment == KernelWords.All ? ExperimentTable.All.Length : Experiment == KernelWords.None ? 0 : 1);

    /// <summary>The version of the emulator, asked for when it is needed: some versions deviate from the SDM where others do not.</summary>
    public Func<Version?> EmulatorVersion { get; init; } = () => null;

    /// <summary>Whether the kernel checks its invariants, which it does unasked.</summary>
    public bool ChecksInvariants { get; init; } = true;

    /// <summary>The kernel's command line for this plan (Docs/Abi.md §4).</summary>
    public string CommandLine =>
        $"variant={(Cells.Count == 1 ? Cells[0].Variant : KernelWords.All)} paging={Cells[0].Paging}{KernelWords.OnlyExperiment(Experiment)}{(ChecksInvariants ? "" : " " + KernelWords.NoInvariants)}";
}
