namespace CosmosKernel.Paging;

/// <summary>How a walk ended.</summary>
public enum WalkEnd
{
    /// <summary>At an entry that maps a page.</summary>
    Mapped,

    /// <summary>At an entry with P=0.</summary>
    NotPresent,

    /// <summary>At an entry that names a table outside the memory in view: the tables are damaged, or not ours.</summary>
    OutOfView,
}
