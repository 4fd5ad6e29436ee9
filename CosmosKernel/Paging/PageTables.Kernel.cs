using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <content>What only the kernel's own tables need, and the directories that copy entries from them: other rights for pages that are there
/// already.</content>
public sealed unsafe partial class PageTables
{
    /// <summary>
    /// Changes the rights of whatever is mapped in a range; holes stay holes. A large page that reaches beyond the range becomes a table of
    /// small pages first, unless it has the rights already.
    /// </summary>
    /// <param name="range">Whole pages.</param>
    /// <param name="added">Rights that the pages get. U/S is not changed: it would have to change at every level.</param>
    /// <param name="removed">Rights that they lose.</param>
    /// <param name="stale">What the caller owes to the TLB, also if this failed half-way.</param>
    /// <returns>False if a table was needed and no frame left; the part of the range before that has its new rights.</returns>
    public bool TryChangeRights(LinearRange range, PageRights added, PageRights removed, out StaleTranslation stale)
    {
        stale = new StaleTranslation(range);
        PageRights changed = (added | removed) & ~PageRights.User;
        ulong mask = LeafBits(changed) ^ LeafBits(PageRights.None);
        ulong bits = LeafBits(added) & mask;
        return ChangeRights(Root, 0, 0, range, mask, bits);
    }

    /// <summary>
    /// The reverse of breaking a large page up: if the table that maps an address has become, entry for entry, what a large page
    /// would be, a large page takes its place and the table's frame comes back.
    /// </summary>
    /// <param name="address">Any address. If it is not mapped, or by a large page, nothing happens.</param>
    /// <returns>Whether it was done. Then the TLB is owed a flush of everything that the table mapped.</returns>
    public bool TryMergeIntoLargePage(LinearAddress address)
    {
        int depth = Format.LevelCount - 2;
        ref readonly PagingLevel level = ref Format.Level(depth);
        uint start = address.Value & ~(level.Span - 1);
        PageWalk walk = Walk(new LinearAddress(start));
        if (!walk.IsMapped || walk.Depth != Format.LevelCount || (walk.PageAddress.Value & (level.Span - 1)) != 0)
        {
            return false;
        }

        const ulong used = PageEntry.AccessedBit | PageEntry.DirtyBit;
        PhysicalAddress table = walk.Entry(depth).Address;
        ulong first = walk.Last.Raw & ~used;
        ulong usedByAny = 0;
        for (uint index = 0; index < Format.Level(depth + 1).Entries; index++)
        {
            ulong raw = Format.Read(memory, table, index).Raw;
            if ((raw & ~used) != first + (index * Frame.Size))
            {
                return false;
            }

            usedByAny |= raw & used;
        }

        PhysicalAddress directory = depth == 0 ? Root : walk.Entry(depth - 1).Address;
        Format.Write(memory, directory, level.Index(start), new PageEntry(first | usedByAny | PageEntry.LargeBit));
        frames.Release(table);
        return true;
    }

    /// <summary>
    /// Makes a range of this tree the same as another's, by copying entries as high up as they lie wholly inside the range; from then on
    /// the tables below are common to both. Only where an entry reaches beyond the range does this tree get a table of its own.
    /// Linux's <c>pgd_ctor</c> is this, for the kernel's range; so is what ring 3 has where the kernel is left out, for the trampoline's.
    /// </summary>
    /// <param name="source">A tree of the same format.</param>
    /// <param name="range">What to share; nothing may be mapped there in this tree.</param>
    /// <returns>
    /// False if a table was needed and no frame left; <see cref="ReleaseShared(LinearRange)"/> then undoes what was done.
    /// </returns>
    public bool ShareRange(PageTables source, LinearRange range) =>
        ShareRange(memory.Pointer(Root), memory.Pointer(source.Root), 0, 0, range);

    /// <summary>
    /// Before a tree's top structure is released: releases the tables that <see cref="ShareRange(PageTables, LinearRange)"/> had to make,
    /// and does not touch what is in them. The entries that are copies stay as they are.
    /// </summary>
    /// <param name="range">What was shared; everything else in the tables that reach beyond it must have been released before.</param>
    public void ReleaseShared(LinearRange range) => ReleaseShared(memory.Pointer(Root), 0, 0, range);

    /// <summary>
    /// Makes one address of a range that was shared lead to the same as in the source again, by copying the one entry that is a copy. Where
    /// the two trees meet above it, in a table that is common to both, there is nothing to do: that is what PAE's one kernel page directory
    /// saves.
    /// </summary>
    /// <param name="source">The tree it was shared from.</param>
    /// <param name="range">What was shared: see <see cref="ShareRange(PageTables, LinearRange)"/>.</param>
    /// <param name="address">An address in it.</param>
    /// <returns>Whether an entry differed and was copied. If it was present before, the TLB is owed a flush.</returns>
    public bool CopyEntry(PageTables source, LinearRange range, LinearAddress address)
    {
        PhysicalAddress mine = Root;
        PhysicalAddress theirs = source.Root;
        uint tableStart = 0;
        for (int depth = 0; mine.Value != theirs.Value; depth++)
        {
            ref readonly PagingLevel level = ref Format.Level(depth);
            uint index = level.Index(address.Value);
            LinearRange span = Span(level, tableStart, index);
            PageEntry own = Format.Read(memory, mine, index);
            PageEntry entry = Format.Read(memory, theirs, index);
            if (range.Contains(span))
            {
                Format.Write(memory, mine, index, entry);
                return own.Raw != entry.Raw;
            }

            if (!own.IsPresent || !entry.IsPresent)
            {
                return false;
            }

            tableStart = span.Start;
            mine = own.Address;
            theirs = entry.Address;
        }

        return false;
    }

    /// <summary>Whether the entry that names the last table for an address is present, be the page itself mapped or not.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>True also of a large page.</returns>
    public bool HasTable(LinearAddress address)
    {
        PageWalk walk = Walk(address);
        return walk.Depth > Format.LevelCount - 1 || walk.IsMapped;
    }

    /// <summary>Counts the paging structures that are this tree's alone, or its mirror's, the top structures included.</summary>
    /// <param name="common">A tree with which it may have tables in common; they do not count.</param>
    /// <returns>How many frames they take.</returns>
    public uint CountTables(PageTables common) =>
        1 + CountTables(Root, common.Root, 0) + (Mirror.Value == 0 ? 0 : 1 + CountTables(Mirror, Root, 0));

    private uint CountTables(PhysicalAddress table, PhysicalAddress common, int depth)
    {
        uint count = 0;
        ref readonly PagingLevel level = ref Format.Level(depth);
        for (uint index = 0; depth + 1 < Format.LevelCount && index < level.Entries; index++)
        {
            PageEntry own = Format.Read(memory, table, index);
            PageEntry theirs = common.Value == 0 ? default : Format.Read(memory, common, index);
            if (!level.LeadsToTable((uint)own.Raw) || (level.LeadsToTable((uint)theirs.Raw) && theirs.Address == own.Address))
            {
                continue;
            }

            count += 1 + CountTables(own.Address, level.LeadsToTable((uint)theirs.Raw) ? theirs.Address : default, depth + 1);
        }

        return count;
    }

    /// <summary>Only the first and the last entry can reach beyond the range: all that lie between are copied in one go.</summary>
    private bool ShareRange(byte* table, byte* source, int depth, uint tableStart, LinearRange range)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        uint first = FirstIndex(level, tableStart, range);
        uint end = LastIndex(level, tableStart, range) + 1;
        if (!range.Contains(Span(level, tableStart, first)))
        {
            if (!ShareBelow(table, source, first, depth, tableStart, range))
            {
                return false;
            }

            first++;
        }

        if (end > first && !range.Contains(Span(level, tableStart, end - 1)))
        {
            end--;
            if (!ShareBelow(table, source, end, depth, tableStart, range))
            {
                return false;
            }
        }

        MemoryBlock.Copy((byte*)Format.At(source, first), (byte*)Format.At(table, first), (end - first) * (uint)Format.EntryBytes);
        return true;
    }

    private bool ShareBelow(byte* table, byte* source, uint index, int depth, uint tableStart, LinearRange range)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        uint* own = Format.At(table, index);
        uint* theirs = Format.At(source, index);
        if (!level.LeadsToTable(*theirs))
        {
            return true;
        }

        // Ring 3 may have pages beside the shared ones; the shared entries themselves say that it has no part in them.
        if (!level.LeadsToTable(*own))
        {
            if (!TryAddTable(own, level, true))
            {
                return false;
            }

            if (depth == 0)
            {
                OnTopEntryChanged(own);
            }
        }

        return ShareRange(TableIn(*own), TableIn(*theirs), depth + 1, Span(level, tableStart, index).Start, range);
    }

    private void ReleaseShared(byte* table, int depth, uint tableStart, LinearRange range)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        uint first = FirstIndex(level, tableStart, range);
        uint last = LastIndex(level, tableStart, range);
        ReleaseSharedBelow(table, first, depth, tableStart, range);
        if (last != first)
        {
            ReleaseSharedBelow(table, last, depth, tableStart, range);
        }
    }

    private void ReleaseSharedBelow(byte* table, uint index, int depth, uint tableStart, LinearRange range)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        LinearRange span = Span(level, tableStart, index);
        uint* entry = Format.At(table, index);
        if (!range.Contains(span) && level.LeadsToTable(*entry))
        {
            ReleaseShared(TableIn(*entry), depth + 1, span.Start, range);
            frames.Release(PageEntry.AddressIn(*entry));
            Format.Write(entry, default);
            if (depth == 0)
            {
                OnTopEntryChanged(entry);
            }
        }
    }

    private bool ChangeRights(PhysicalAddress table, int depth, uint tableStart, LinearRange range, ulong mask, ulong bits)
    {
        PagingLevel level = Format.Level(depth);
        uint last = LastIndex(level, tableStart, range);
        for (uint index = FirstIndex(level, tableStart, range); index <= last; index++)
        {
            PageEntry entry = Format.Read(memory, table, index);
            if (!entry.IsPresent)
            {
                continue;
            }

            LinearRange span = Span(level, tableStart, index);
            bool isLarge = level.MayMapLargePage && entry.IsLarge;
            if (isLarge && !range.Contains(span))
            {
                if ((entry.Raw & mask) == bits)
                {
                    continue;
                }

                if (!TrySplitLargePage(table, index, depth, ref entry))
                {
                    return false;
                }

                isLarge = false;
            }

            if (isLarge || depth == Format.LevelCount - 1)
            {
                Format.Write(memory, table, index, new PageEntry((entry.Raw & ~mask) | bits));
            }
            else if (!ChangeRights(entry.Address, depth + 1, span.Start, range, mask, bits))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Breaks a large page up: a table whose entries together say the same.</summary>
    private bool TrySplitLargePage(PhysicalAddress table, uint index, int depth, ref PageEntry entry)
    {
        if (!frames.TryAllocate(out PhysicalAddress small))
        {
            return false;
        }

        ref readonly PagingLevel level = ref Format.Level(depth + 1);
        for (uint i = 0; i < level.Entries; i++)
        {
            Format.Write(memory, small, i, new PageEntry((entry.Raw & ~PageEntry.LargeBit) + (i * Frame.Size)));
        }

        entry = PageEntry.To(small, TableBits(Format.Level(depth), entry.IsUser));
        Format.Write(memory, table, index, entry);
        return true;
    }
}
