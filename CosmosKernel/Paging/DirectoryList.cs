namespace CosmosKernel.Paging;

/// <summary>
/// All trees that hold copies of the kernel's entries: Linux' <c>pgd_list</c>. A <i>new</i> entry may wait until somebody misses it; the change of
/// one that is there already cannot, for a stale copy works, wrongly. The links are in the trees themselves, so nothing is allocated.
/// </summary>
public sealed class DirectoryList
{
    /// <summary>The tree that came last, or null; follow <see cref="PageTables.Next"/>.</summary>
    public PageTables? First { get; private set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Puts a tree in front.</summary>
    /// <param name="tables">One that is in no list.</param>
    public void Add(PageTables tables)
    {
        tables.Previous = null;
        tables.Next = First;
        if (First != null)
        {
            First.Previous = tables;
        }

        First = tables;
        Count++;
    }

    /// <summary>Takes a tree out.</summary>
    /// <param name="tables">One that is in this list.</param>
    public void Remove(PageTables tables)
    {
        if (tables.Previous != null)
        {
            tables.Previous.Next = tables.Next;
        }
        else
        {
            First = tables.Next;
        }

        if (tables.Next != null)
        {
            tables.Next.Previous = tables.Previous;
        }

        tables.Next = tables.Previous = null;
        Count--;
    }
}
