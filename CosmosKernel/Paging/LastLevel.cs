using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// Goes through the last-level entries of a range that are not empty: <c>while (entries.Next())</c>. What has no table is stepped over
/// at once, so a gigabyte of nothing costs as much as a few pages.
/// </summary>
public struct LastLevel
{
    private readonly PageTables tables;
    private readonly PhysicalMemory memory;
    private readonly uint last;
    private PhysicalAddress table;
    private uint next;
    private bool hasTable;
    private bool isOver;

    /// <summary>Stands before the first entry.</summary>
    /// <param name="tables">The tree.</param>
    /// <param name="memory">Where its tables are.</param>
    /// <param name="range">Whole pages.</param>
    public LastLevel(PageTables tables, PhysicalMemory memory, LinearRange range)
    {
        this.tables = tables;
        this.memory = memory;
        last = range.Last;
        next = range.Start;
        table = default;
        hasTable = false;
        isOver = false;
        Page = default;
        Entry = default;
    }

    /// <summary>The page of the present entry.</summary>
    public LinearAddress Page { get; private set; }

    /// <summary>The present entry: <see cref="PageEntry.IsPresent"/> or <see cref="PageEntry.IsKept"/>.</summary>
    public PageEntry Entry { get; private set; }

    /// <summary>Goes to the next entry that is not empty.</summary>
    /// <returns>False if there is none left in the range.</returns>
    public bool Next()
    {
        PagingFormat format = tables.Format;
        ref readonly PagingLevel level = ref format.Level(format.LevelCount - 1);
        uint tableSpan = format.Level(format.LevelCount - 2).Span;
        while (!isOver)
        {
            uint page = next;
            if (!hasTable)
            {
                hasTable = tables.TryFindLastTable(new LinearAddress(page), out table);
            }

            uint step = hasTable ? Frame.Size : tableSpan - (page & (tableSpan - 1));
            isOver = last - page < step;
            next = page + step;
            if (!hasTable)
            {
                continue;
            }

            hasTable = (next & (tableSpan - 1)) != 0;
            PageEntry entry = format.Read(memory, table, level.Index(page));
            if (entry.Raw != 0)
            {
                Page = new LinearAddress(page);
                Entry = entry;
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces the present entry.</summary>
    /// <param name="entry">The new one.</param>
    public readonly void Write(PageEntry entry)
    {
        PagingFormat format = tables.Format;
        format.Write(memory, table, format.Level(format.LevelCount - 1).Index(Page.Value), entry);
    }
}
