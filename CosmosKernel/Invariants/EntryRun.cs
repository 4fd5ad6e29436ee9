using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Neighbouring entries of one paging structure that say the same of what they lead to, which is the kernel's: pages, or tables below.
/// One by one there
/// would be thousands.
/// </summary>
internal readonly struct EntryRun
{
    /// <summary>Describes a run.</summary>
    /// <param name="range">The addresses that its entries span.</param>
    /// <param name="isUser">Whether the entries themselves have U/S=1.</param>
    /// <param name="isOpen">Whether ring 3 gets to a page by them: U/S is 1 at every level.</param>
    /// <param name="isLast">Whether they map pages.</param>
    /// <param name="rights">What all levels together leave.</param>
    public EntryRun(LinearRange range, bool isUser, bool isOpen, bool isLast, PageRights rights)
    {
        Range = range;
        IsUser = isUser;
        IsOpen = isOpen;
        IsLast = isLast;
        Rights = rights;
    }

    /// <summary>The addresses that its entries span.</summary>
    public LinearRange Range { get; }

    /// <summary>Whether the entries themselves have U/S=1.</summary>
    public bool IsUser { get; }

    /// <summary>
    /// Whether ring 3 gets to a page by them: U/S is 1 at every level, for entries that name tables, of one page below at least.
    /// </summary>
    public bool IsOpen { get; }

    /// <summary>Whether they map pages.</summary>
    public bool IsLast { get; }

    /// <summary>What the levels down to this one leave.</summary>
    public PageRights Rights { get; }
}
