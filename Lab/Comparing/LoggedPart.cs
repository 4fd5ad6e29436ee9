using System.Collections.Generic;

namespace CosmosPaging.Lab.Comparing;

/// <summary>A part of a log that another log has, too: an experiment in a cell, or what stands between experiments.</summary>
/// <param name="Cell">The cell, as <c>shared, two-level</c>; <see cref="LoggedKit.WholeBoot"/> for what comes before and after all
/// runs.</param>
/// <param name="Name">The experiment; <see cref="LoggedKit.Frame"/> for what stands between them.</param>
/// <param name="Facts">What it says, in the order of the log.</param>
/// <param name="Summed">The same with numbers in the place of all that may happen any number of times.</param>
/// <param name="IsSummed">Whether the kernel itself only counted a part of it, and several tasks ran, so that it is chance what was
/// told.</param>
public sealed record LoggedPart(string Cell, string Name, IReadOnlyList<LoggedFact> Facts, IReadOnlyList<LoggedFact> Summed, bool IsSummed)
{
    /// <summary>Names it for a person.</summary>
    public override string ToString() => $"{Cell}: {Name}";
}
