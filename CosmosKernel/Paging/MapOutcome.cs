namespace CosmosKernel.Paging;

/// <summary>What became of a request to map a page.</summary>
public enum MapOutcome
{
    /// <summary>The page is mapped.</summary>
    Mapped,

    /// <summary>Something is mapped there already; nothing was changed.</summary>
    AlreadyMapped,

    /// <summary>No frame was left for a table that was needed; nothing is mapped, tables made on the way stay for the next try.</summary>
    OutOfFrames,

    /// <summary>
    /// A page for ring 3 would have to go into a table that is the kernel's, and perhaps in every directory. Setting U/S=1 in its
    /// parent would open a hole in the wall, so it is refused.
    /// </summary>
    SupervisorTable,
}
