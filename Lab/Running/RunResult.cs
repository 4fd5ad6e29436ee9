using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Running;

/// <summary>What came of one run.</summary>
/// <param name="Cell">What was examined.</param>
/// <param name="Guest">What the guest said; none if the run never began.</param>
/// <param name="Output">The console's lines that belong to the run, those before the first or after the last run included.</param>
/// <param name="NeverRan">How many experiments were announced and never judged.</param>
/// <param name="Problems">What this tool found wrong with the guest's account; each counts as a failure.</param>
public sealed record RunResult(
    Cell Cell, GuestRun? Guest, IReadOnlyList<ConsoleLine> Output, int NeverRan, IReadOnlyList<string> Problems)
{
    /// <summary>How many expectations held.</summary>
    public int Passed => Guest?.Checks.Count(check => check.Held) ?? 0;

    /// <summary>How many failed or were never examined, and how many problems there are.</summary>
    public int Failed => (Guest?.Checks.Count(check => !check.Held) ?? 0) + NeverRan + Problems.Count;
}
