using System.Collections.Generic;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Attacks;

/// <summary>What came of an attack in a cell.</summary>
/// <param name="Attack">The row.</param>
/// <param name="Cell">Where it was tried.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Status">The program's exit status; none if it has none.</param>
/// <param name="Problems">What was not as it must be, one sentence each.</param>
/// <param name="Deviations">What is known of the emulator, and was seen.</param>
/// <param name="Lines">All that was written while it ran.</param>
public sealed record AttackResult(
    Attack Attack,
    Cell Cell,
    AttackOutcome Outcome,
    int? Status,
    IReadOnlyList<string> Problems,
    IReadOnlyList<AttackDeviation> Deviations,
    IReadOnlyList<ConsoleLine> Lines);
