using System;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;

namespace CosmosPaging.Lab.Commands;

/// <summary>
/// What <c>lab bench</c> was asked for; every word is one of <see cref="Offer"/>'s. It always measures all mappings: what counts is the
/// comparison.
/// </summary>
public sealed record BenchChoices
{
    /// <summary>The word after <c>--paging</c>.</summary>
    public string Paging { get; init; } = Offer.Pagings.Default;

    /// <summary>The word after <c>--layout</c>.</summary>
    public string Layout { get; init; } = Offer.Layouts.Default;

    /// <summary>The word after <c>--emulator</c>.</summary>
    public string Emulator { get; init; } = Offer.Emulators.Default;

    /// <summary>The processor, by the emulator's name for it; if none is named, one that has everything the kernel uses.</summary>
    public string? Processor { get; init; }

    /// <summary>A kernel that the lab did not build, to be measured instead of its own; the aims are not its own.</summary>
    public GuestImage? Image { get; init; }

    /// <summary>Where the JSON report goes, if one is wanted.</summary>
    public string? Json { get; init; }

    /// <summary>How long one boot may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);
}
