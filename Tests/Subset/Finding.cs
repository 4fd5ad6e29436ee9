using System.Globalization;

namespace CosmosPaging.Tests.Subset;

/// <summary>A construct that should not be where it is.</summary>
/// <param name="Construct">Its name in the table that bans it.</param>
/// <param name="File">The source file, as the debug information names it; empty if that knows none.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Place">The method; on a trap path also how one gets there.</param>
/// <param name="Code">The IL instruction.</param>
internal sealed record Finding(string Construct, string File, int Line, string Place, string Code)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{File}({Line}): {Construct}: {Code}\n    in {Place}");
}
