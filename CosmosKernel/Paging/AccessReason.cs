namespace CosmosKernel.Paging;

/// <summary>Why the processor refuses an access.</summary>
internal enum AccessReason
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>An entry has P=0. A page fault with P=0.</summary>
    NotPresent,

    /// <summary>A present entry has a reserved bit set. A page fault with RSVD=1 and P=1.</summary>
    ReservedBit,

    /// <summary>
    /// A present PDPTE has a reserved bit set. There is no page fault: the PDPTEs are loaded with CR3, and the load is refused, with #GP
    /// (SDM vol. 3, 4.4.1).
    /// </summary>
    ReservedWhenLoaded,

    /// <summary>A user-mode access, and an entry has U/S=0.</summary>
    SupervisorPage,

    /// <summary>A write, and an entry has R/W=0; in supervisor mode only with CR0.WP.</summary>
    ReadOnly,

    /// <summary>A fetch, and an entry has XD=1.</summary>
    ExecuteDisabled,

    /// <summary>A supervisor-mode fetch from a user-mode page: CR4.SMEP.</summary>
    SupervisorExecution,

    /// <summary>A supervisor-mode access to data in a user-mode page: CR4.SMAP.</summary>
    SupervisorData,
}
