using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// What an emulator is known to do otherwise than the SDM says, seen by one attack. It is expected of that version, exactly so, and of nothing else: there it
/// must be seen, too, or this entry is out of date.
/// </summary>
/// <param name="Emulator">The emulator's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Attack">The attack's name.</param>
/// <param name="Reason">What the emulator does, and what is right.</param>
public sealed record EmulatorDeviation(string Emulator, string Version, string Attack, string Reason)
{
    /// <summary>The line that the program writes then, without its <c>FAIL </c>; none if it is the program's end that differs.</summary>
    public string? Line { get; init; }

    /// <summary>How the program ends then; none if it is a line.</summary>
    public AttackEnd? End { get; init; }

    /// <summary>The cells of the emulator where it is seen.</summary>
    public CellPattern Cells { get; init; } = new();

    /// <summary>Tells whether it is to be seen.</summary>
    /// <param name="attack">The attack.</param>
    /// <param name="cell">Where it is tried.</param>
    /// <param name="version">The emulator's version.</param>
    public bool AppliesTo(Attack attack, Cell cell, string version) =>
        attack.Name == Attack && cell.Emulator == Emulator && version == Version && Cells.Matches(cell);
}
