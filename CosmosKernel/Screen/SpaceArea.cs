using CosmosKernel.Paging;

namespace CosmosKernel.Screen;

/// <summary>A range of linear space in which everything is of one kind.</summary>
internal struct SpaceArea
{
    /// <summary>Its first address.</summary>
    public uint Start;

    /// <summary>What it is.</summary>
    public AreaKind Kind;

    /// <summary>What the levels together allow: of a task's region each page, of others some page.</summary>
    public PageRights Rights;

    /// <summary>How much of it is mapped, in KB.</summary>
    public uint MappedKilobytes;

    /// <summary>How long it is, in KB.</summary>
    public uint Kilobytes;
}
