using System.Collections.Generic;

namespace CosmosPaging.Lab.Running;

/// <summary>The judgement over a boot.</summary>
/// <param name="Outcome">The worst that happened.</param>
/// <param name="Runs">One result for each run that was asked for, in that order.</param>
public sealed record BootVerdict(RunOutcome Outcome, IReadOnlyList<RunResult> Runs);
