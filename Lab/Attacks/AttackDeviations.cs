using System.Collections.Generic;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// Where emulators' own protection is known to be wrong, as far as an attack sees it. <c>Docs/Emulators.md</c> tells it to people.
/// </summary>
public static partial class AttackDeviations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AttackDeviation> All { get; } = [.. Processor(), .. Memory()];
}
