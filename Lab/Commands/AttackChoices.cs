using System;
using System.Collections.Generic;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Commands;

/// <summary>What <c>lab attack</c> was asked for.</summary>
public sealed record AttackChoices
{
    /// <summary>The names of the attacks, or of the breakages; none means all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The word after <c>--variant</c>.</summary>
    public string Variant { get; init; } = Offer.Variants.Default;

    /// <summary>The word after <c>--paging</c>.</summary>
    public string Paging { get; init; } = Offer.Pagings.Default;

    /// <summary>The word after <c>--layout</c>.</summary>
    public string Layout { get; init; } = Offer.AttackLayouts.Default;

    /// <summary>The word after <c>--emulator</c>.</summary>
    public string Emulator { get; init; } = Offer.AttackEmulators.Default;

    /// <summary>The seed of the programs' random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the JSON report goes, if one is wanted.</summary>
    public string? Json { get; init; }

    /// <summary>How long one boot may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(300);
}
