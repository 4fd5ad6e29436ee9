using System;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// What an emulator is known to do otherwise than the SDM says, as one attack sees it. It is allowed for in that emulator, exactly so, and
/// matches nothing else; in the version in which it was found it must be seen, too, or the entry is out of date.
/// </summary>
/// <param name="Emulator">The emulator's name.</param>
/// <param name="Version">The version in which it was found, major and minor number.</param>
/// <param name="Attack">The attack's name.</param>
/// <param name="Reason">What the emulator does, and what is right.</param>
public sealed record AttackDeviation(string Emulator, Version Version, string Attack, string Reason)
{
    /// <summary>The last older version that is known to be right, major and minor number; none if none is known.</summary>
    public Version? RightUpTo { get; init; }

    /// <summary>The first newer version that is right; none if none is known.</summary>
    public Version? FixedIn { get; init; }

    /// <summary>The line that the program writes then, without its <c>FAIL </c>; none if it is the program's end that differs.</summary>
    public string? Line { get; init; }

    /// <summary>How the program ends then; none if it is a line.</summary>
    public AttackEnd? End { get; init; }

    /// <summary>The cells of the emulator where it is seen.</summary>
    public CellPattern Cells { get; init; } = new();

    /// <summary>Tells whether it may be seen.</summary>
    /// <param name="attack">The attack.</param>
    /// <param name="cell">Where it is tried.</param>
    /// <param name="version">The emulator's version; none if it is not known.</param>
    public bool AppliesTo(Attack attack, Cell cell, Version? version) =>
        attack.Name == Attack && cell.Emulator == Emulator && Cells.Matches(cell)
        && version is not null && (FixedIn is null || version < FixedIn)
        && (RightUpTo is null || new Version(version.Major, version.Minor) > RightUpTo);

    /// <summary>Tells whether it must be seen, where it may.</summary>
    /// <param name="version">The emulator's version; none if it is not known.</param>
    public bool MustBeSeen(Version? version) => version is not null && version.Major == Version.Major && version.Minor == Version.Minor;
}
