using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Verbs;

/// <summary>What must be built and installed before a verb can do its work.</summary>
/// <param name="Parts">What must be built: names of <see cref="Part"/>.</param>
/// <param name="Installed">What must be installed.</param>
public sealed record Needs(IReadOnlyList<string> Parts, IReadOnlyList<Prerequisite> Installed)
{
    /// <summary>Nothing.</summary>
    public static Needs None { get; } = new([], []);

    /// <summary>What the build of <see cref="Part.UserKitKernel"/> is told: MSBuild's properties, as NAME=VALUE.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    /// <summary>Needs both.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>What either needs.</returns>
    public static Needs operator +(Needs left, Needs right) =>
        new([.. left.Parts.Union(right.Parts)], [.. left.Installed.Union(right.Installed)])
        {
            Properties = [.. left.Properties.Union(right.Properties)],
        };

    /// <summary>
    /// Says it in the words that the script <c>lab</c> reads: a line for each part, each property, and each package that is missing.
    /// </summary>
    /// <param name="searchPath">The folders to look for programs in, as the variable PATH gives them.</param>
    /// <returns>The lines.</returns>
    public IEnumerable<string> ToLines(string? searchPath)
    {
        IEnumerable<string> packages = Installed.Where(one => !one.IsThere(searchPath)).Select(one => one.Package).Distinct();
        return
        [
            .. packages.Select(package => "package " + package),
            .. Parts.Select(part => "part " + part),
            .. Properties.Select(property => "property " + property),
        ];
    }
}
