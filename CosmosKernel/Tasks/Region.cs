using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>
/// A range of a task's space with the same rights throughout: what the program may do there, whether or not a page has come yet. The tables
/// may allow less, never more: a page that is still to come, or one that is still shared with a fork's other side.
/// </summary>
internal struct Region
{
    /// <summary>First byte, a multiple of 4 KB.</summary>
    public uint Start;

    /// <summary>Last byte.</summary>
    public uint Last;

    /// <summary>What it is for.</summary>
    public RegionKind Kind;

    /// <summary>What ring 3 may do: <see cref="PageRights.User"/> is reading. None: the program wants no access.</summary>
    public PageRights Rights;

    /// <summary>The same as a range.</summary>
    public readonly LinearRange Range => new(Start, Last);
}
