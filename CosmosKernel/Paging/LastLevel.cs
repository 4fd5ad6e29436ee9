using System;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// Goes through the last-level entries of a range that are not empty: <c>while (entries.Next())</c>. What has no table is stepped over
/// at once, so a gigabyte of nothing costs as much as a few pages.
/// </summary>
internal unsafe struct LastLevel
{
    private readonly PageTables tables;
    private readonly PagingFormat format;
    private readonly uint tableSpan;
    private readonly uint last;
    private uint next; // where the next table begins in the range
    private bool isOver;
    private uint* first; // of the present table, the first entry in the range; then the end, and what is between
    private uint* end;
    private uint* at;
    private uint start;

    /// <summary>Stands before the first entry.</summary>
    /// <param name="tables">The tree.</param>
    /// <param name="range">Whole pages.</param>
    public LastLevel(PageTables tables, LinearRange range)
    {
        this.tables = tables;
        format = tables.Format;
        tableSpan = format.Level(format.LevelCount - 2).Span;
        last = range.Last;
        next = range.Start;
        isOver = false;
        first = end = at = null;
        start = 0;
    }

    /// <summary>The page of the present entry.</summary>
    public readonly LinearAddress Page => new(start + ((uint)((byte*)at - (byte*)first) / (uint)format.EntryBytes << Frame.Shift));

    /// <summary>The present entry: <see cref="PageEntry.IsPresent"/> or <see cref="PageEntry.IsKept"/>.</summary>
    public readonly PageEntry Entry => format.Read(at);

    /// <summary>Goes to the next entry that is not empty.</summary>
    /// <returns>False if there is none left in the range.</returns>
    public bool Next()
    {
        if (at < end)
        {
            at += format.EntryBytes / sizeof(uint);
        }

        while (true)
        {
            at = format.NextUsed(at, end);
            if (at < end)
            {
                return true;
            }

            if (isOver)
            {
                return false;
            }

            EnterTable();
        }
    }

    /// <summary>Replaces the present entry.</summary>
    /// <param name="entry">The new one.</param>
    public readonly void Write(PageEntry entry) => format.Write(at, entry);

    private void EnterTable()
    {
        start = next;
        uint tableLast = Math.Min(last, start | (tableSpan - 1));
        first = end = at = tables.Find(new LinearAddress(start));
        if (first != null)
        {
            end = (uint*)((byte*)first + (((tableLast - start) >> Frame.Shift) + 1) * (uint)format.EntryBytes);
        }

        isOver = tableLast == last;
        next = tableLast + 1;
    }
}
