using System.Globalization;

namespace CosmosPaging.Lab.Inspection;

/// <summary>An entry of a paging structure that is present and has U/S=1, whatever the entries above it say.</summary>
/// <param name="Level">The level's name, such as <c>pde</c>.</param>
/// <param name="Linear">The first linear address that it translates.</param>
/// <param name="Last">The last one.</param>
public readonly record struct UserEntry(string Level, uint Linear, uint Last)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"the {Level} of {Linear:x8}-{Last:x8}");
}
