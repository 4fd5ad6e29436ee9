using System;
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

    /// <summary>The entry of one address: a walk that keeps nothing of the way.</summary>
    /// <param name="tables">The tree.</param>
    /// <param name="memory">Where its tables are.</param>
    /// <param name="linear">Any address outside large pages.</param>
    /// <returns>The entry; an empty one if there is no table for it.</returns>
    public static PageEntry Read(PageTables tables, PhysicalMemory memory, LinearAddress linear) =>
        TryFindTable(tables, memory, linear, out PhysicalAddress table) ? tables.Format.Read(memory, table, Index(tables, linear)) : default;

    /// <summary>Replaces the entry of one address.</summary>
    /// <param name="tables">The tree.</param>
    /// <param name="memory">Where its tables are.</param>
    /// <param name="linear">An address that has a table.</param>
    /// <param name="entry">The new entry.</param>
    public static void Write(PageTables tables, PhysicalMemory memory, LinearAddress linear, PageEntry entry)
    {
        if (TryFindTable(tables, memory, linear, out PhysicalAddress table))
        {
            tables.Format.Write(memory, table, Index(tables, linear), entry);
        }
    }

    /// <summary>Goes to the next entry that is not empty.</summary>
    /// <returns>False if there is none left in the range.</returns>
    public bool Next()
    {
        PagingFormat format = tables.Format;
        uint tableSpan = format.Level(format.LevelCount - 2).Span;
        while (!isOver)
        {
            uint tableLast = Math.Min(last, next | (tableSpan - 1));
            if (hasTable || TryFindTable(tables, memory, new LinearAddress(next), out table))
            {
                ref readonly PagingLevel level = ref format.Level(format.LevelCount - 1);
                uint lastIndex = level.Index(tableLast);
                uint used = format.NextUsed(memory, table, level.Index(next), lastIndex);
                if (used <= lastIndex)
                {
                    Page = new LinearAddress((next & ~(tableSpan - 1)) + (used << Frame.Shift));
                    Entry = format.Read(memory, table, used);
                    hasTable = used < lastIndex;
                    isOver = Page.Value + (Frame.Size - 1) == last;
                    next = Page.Value + Frame.Size;
                    return true;
                }
            }

            hasTable = false;
            isOver = tableLast == last;
            next = tableLast + 1;
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

    private static uint Index(PageTables tables, LinearAddress linear) => tables.Format.Level(tables.Format.LevelCount - 1).Index(linear.Value);

    /// <summary>The table that holds the last-level entry of an address; false if there is none, or a large page instead.</summary>
    private static bool TryFindTable(PageTables tables, PhysicalMemory memory, LinearAddress linear, out PhysicalAddress table)
    {
        PagingFormat format = tables.Format;
        table = tables.Root;
        for (int depth = 0; depth < format.LevelCount - 1; depth++)
        {
            ref readonly PagingLevel level = ref format.Level(depth);
            PageEntry entry = format.Read(memory, table, level.Index(linear.Value));
            if (!entry.IsPresent || (level.MayMapLargePage && entry.IsLarge))
            {
                return false;
            }

            table = entry.Address;
        }

        return true;
    }
}
