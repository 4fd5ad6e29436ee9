namespace CosmosKernel.Paging;

/// <summary>What can refuse an access: a bit of an entry, or a bit of CR4 that looks at all entries together.</summary>
public enum ObstacleKind
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>P=0.</summary>
    NotPresent,

    /// <summary>A bit that must be 0 is 1.</summary>
    Reserved,

    /// <summary>U/S=0, and ring 3 asks.</summary>
    UserSupervisor,

    /// <summary>R/W=0, and it is a write; ring 0 obeys only with CR0.WP.</summary>
    ReadWrite,

    /// <summary>XD=1, and it is a fetch.</summary>
    ExecuteDisable,

    /// <summary>CR4.SMEP: ring 0 fetches from a page whose entries all have U/S=1.</summary>
    SupervisorExecution,

    /// <summary>CR4.SMAP: ring 0 touches data in a page whose entries all have U/S=1.</summary>
    SupervisorAccess,
}
