using System.Collections.Generic;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// The attack suite: what is tried from ring 3, and what has to come of it. To add one, write <c>Programs/Hostile/NAME.c</c> and a row.
/// </summary>
public static partial class AttackTable
{
    /// <summary>Every attack, in the order in which they are run.</summary>
    public static IReadOnlyList<Attack> All { get; } = [.. Processor(), .. Memory()];
}
