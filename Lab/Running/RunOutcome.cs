namespace CosmosPaging.Lab.Running;

/// <summary>What came of a run, or of a boot.</summary>
public enum RunOutcome
{
    /// <summary>Every expectation held, and the guest's account is complete and consistent.</summary>
    Held,

    /// <summary>An expectation failed or was never examined, or the guest's account contradicts itself.</summary>
    Failed,

    /// <summary>The guest hung, reset or panicked, or the emulator gave up.</summary>
    Broken,
}
