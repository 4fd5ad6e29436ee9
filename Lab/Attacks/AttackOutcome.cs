namespace CosmosPaging.Lab.Attacks;

/// <summary>What came of an attack in a cell, from the best to the worst.</summary>
public enum AttackOutcome
{
    /// <summary>It ended as it must, and nothing else was touched.</summary>
    Held,

    /// <summary>It ended otherwise, or did what it must not.</summary>
    Failed,

    /// <summary>It was never started, because the machine did not get so far.</summary>
    NeverRan,

    /// <summary>The guest hung, reset or panicked while it ran, or the emulator gave up.</summary>
    Broken,
}
