namespace CosmosKernel.Paging;

/// <summary>
/// The entries that translate one address, from the top level down: a PDE and a PTE, or under PAE a PDPTE, a PDE and a PTE. What comes
/// after an entry that is not present or maps a large page is never looked at.
/// </summary>
public readonly struct AccessEntries
{
    private readonly PageEntry first;
    private readonly PageEntry second;
    private readonly PageEntry third;

    /// <summary>Takes the entries.</summary>
    /// <param name="first">Of the top level.</param>
    /// <param name="second">Of the next.</param>
    /// <param name="third">Of the last of three.</param>
    public AccessEntries(PageEntry first, PageEntry second = default, PageEntry third = default)
    {
        this.first = first;
        this.second = second;
        this.third = third;
    }

    /// <summary>The entries that a walk has read; where it did not come, absent ones.</summary>
    /// <param name="walk">The walk.</param>
    /// <returns>Its entries.</returns>
    public static AccessEntries Of(in PageWalk walk) => new(
        walk.Depth > 0 ? walk.Entry(0) : default, walk.Depth > 1 ? walk.Entry(1) : default, walk.Depth > 2 ? walk.Entry(2) : default);

    /// <summary>One entry.</summary>
    /// <param name="depth">0 is the top level.</param>
    /// <returns>The entry.</returns>
    public PageEntry this[int depth] => depth == 0 ? first : depth == 1 ? second : third;

    /// <summary>The same with another entry in one place.</summary>
    /// <param name="depth">The place.</param>
    /// <param name="entry">What to put there.</param>
    /// <returns>Other entries.</returns>
    public AccessEntries With(int depth, PageEntry entry) =>
        new(depth == 0 ? entry : first, depth == 1 ? entry : second, depth == 2 ? entry : third);
}
