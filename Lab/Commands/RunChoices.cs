using System;
using System.Collections.Generic;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;

namespace CosmosPaging.Lab.Commands;

/// <summary>What <c>lab run</c> was asked for; every word is one of <see cref="Offer"/>'s.</summary>
public sealed record RunChoices
{
    /// <summary>The word after <c>--variant</c>.</summary>
    public string Variant { get; init; } = Offer.Variants.Default;

    /// <summary>The word after <c>--paging</c>.</summary>
    public string Paging { get; init; } = Offer.Pagings.Default;

    /// <summary>The word after <c>--layout</c>.</summary>
    public string Layout { get; init; } = Offer.Layouts.Default;

    /// <summary>The word after <c>--emulator</c>.</summary>
    public string Emulator { get; init; } = Offer.Emulators.Default;

    /// <summary>The processor, by the emulator's name for it; if none is named, one that has everything the kernel uses.</summary>
    public string? Processor { get; init; }

    /// <summary>A kernel or a disc that the lab did not build, to be booted instead of its own.</summary>
    public GuestImage? Image { get; init; }

    /// <summary>Whether that is a disc, with a command line and programs of its own.</summary>
    public bool BootsDisc => Image is { IsDisc: true };

    /// <summary>The machine's memory in megabytes.</summary>
    public int MemoryMegabytes { get; init; } = MachineDefinition.UsualMegabytes;

    /// <summary>Whether to boot the kernel that is compiled for debuggers, without optimisation. Of <c>debug</c> alone.</summary>
    public bool Unoptimized { get; init; }

    /// <summary>
    /// The one experiment to run, <see cref="KernelWords.None"/> or <see cref="KernelWords.All"/>. The verb <c>maps</c> runs none.
    /// </summary>
    public string Experiment { get; init; } = KernelWords.All;

    /// <summary>The paths of the programs from outside.</summary>
    public IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Where the JSON report goes, if one is wanted.</summary>
    public string? Json { get; init; }

    /// <summary>How long one boot may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);
}
