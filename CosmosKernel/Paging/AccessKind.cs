namespace CosmosKernel.Paging;

/// <summary>What is done at an address.</summary>
internal enum AccessKind
{
    /// <summary>Data is read.</summary>
    Read,

    /// <summary>Data is written. An instruction that does both counts as this.</summary>
    Write,

    /// <summary>An instruction is fetched.</summary>
    Fetch,
}
