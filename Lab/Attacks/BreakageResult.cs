using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <summary>What the attacks that must notice a breakage made of it.</summary>
/// <param name="Breakage">The breakage.</param>
/// <param name="Cell">Where they ran.</param>
/// <param name="Attacks">Their results.</param>
public sealed record BreakageResult(Breakage Breakage, Cell Cell, IReadOnlyList<AttackResult> Attacks)
{
    /// <summary>Why there is no kernel that is so broken; none if there is one.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether every one of them noticed it, and there is one.</summary>
    public bool Noticed => Attacks.Count > 0 && Attacks.All(HasNoticed);

    /// <summary>Tells whether an attack noticed: it did not hold, or the machine broke under it.</summary>
    /// <param name="result">Its result.</param>
    public static bool HasNoticed(AttackResult result) => result.Outcome is AttackOutcome.Failed or AttackOutcome.Broken;
}
