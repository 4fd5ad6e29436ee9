using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// A tree of paging structures with its root: one address space, the kernel's own or a task's. Walks it, adds and removes pages,
/// tears it down. All of it follows the level table of <see cref="PagingFormat"/>.
/// </summary>
public sealed partial class PageTables
{
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;

    /// <summary>Takes a tree over.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="memory">Where its tables are.</param>
    /// <param name="frames">Where new tables come from.</param>
    /// <param name="root">Its top structure, what CR3 will hold.</param>
    public PageTables(PagingFormat format, PhysicalMemory memory, FrameAllocator frames, PhysicalAddress root)
    {
        Format = format;
        this.memory = memory;
        this.frames = frames;
        Root = root;
    }

    /// <summary>The format.</summary>
    public PagingFormat Format { get; private set; }

    /// <summary>The top structure.</summary>
    public PhysicalAddress Root { get; private set; }

    /// <summary>
    /// Whether a page that was mapped brought a new top entry with it, since somebody last set this to false. See
    /// <see cref="PagingFormat.CachesTopEntries"/>.
    /// </summary>
    public bool HasNewTopEntry { get; set; }

    /// <summary>Points this object at another tree, so that a table of tasks can be laid out at start-up and used without allocating.</summary>
    /// <param name="root">The other tree's top structure, of the same format.</param>
    public void Rebind(PhysicalAddress root) => Root = root;

    /// <summary>Makes this object one for trees of another format. It is of no use before <see cref="Rebind"/>.</summary>
    /// <param name="format">The format of the trees to come.</param>
    public void Reformat(PagingFormat format)
    {
        Format = format;
        Root = default;
    }

    /// <summary>Reads an entry of the top structure.</summary>
    /// <param name="index">Which one.</param>
    /// <returns>The entry.</returns>
    public PageEntry ReadRoot(uint index) => Format.Read(memory, Root, index);

    /// <summary>Writes an entry of the top structure: how a mapping shares whole regions.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="entry">Its new bits.</param>
    public void WriteRoot(uint index, PageEntry entry) => Format.Write(memory, Root, index, entry);

    /// <summary>Translates an address as the processor does, without its TLB.</summary>
    /// <param name="linear">Any address.</param>
    /// <returns>What was found at each level.</returns>
    public PageWalk Walk(LinearAddress linear)
    {
        var walk = new PageWalk(Format, linear);
        PhysicalAddress table = Root;
        for (int depth = 0; depth < Format.LevelCount; depth++)
        {
            ref readonly PagingLevel level = ref Format.Level(depth);
            if (!memory.HoldsFrame(table))
            {
                walk.End = WalkEnd.OutOfView;
                return walk;
            }

            PageEntry entry = Format.Read(memory, table, level.Index(linear.Value));
            walk.Add(entry);
            if (!entry.IsPresent)
            {
                return walk;
            }

            if (level.MayMapLargePage && entry.IsLarge)
            {
                break;
            }

            table = entry.Address;
        }

        walk.End = WalkEnd.Mapped;
        return walk;
    }

    /// <summary>
    /// Maps one small page. The TLB never holds entries with P=0 (SDM vol. 3, 4.10.2.3), so nothing has to be flushed.
    /// </summary>
    /// <param name="page">Any address in the page.</param>
    /// <param name="frame">Its memory.</param>
    /// <param name="rights">What is allowed.</param>
    /// <returns>What became of it.</returns>
    public MapOutcome Map(LinearAddress page, PhysicalAddress frame, PageRights rights) =>
        MapAt(page, PageEntry.To(frame, LeafBits(rights)), (rights & PageRights.User) != 0, Format.LevelCount - 1);

    /// <summary>Puts a last-level entry where there is none yet, for a page of ring 3; makes the tables that lead to it.</summary>
    /// <param name="page">Any address in the page.</param>
    /// <param name="entry">Its entry; present, or kept.</param>
    /// <returns>What became of it.</returns>
    public MapOutcome MapEntry(LinearAddress page, PageEntry entry) => MapAt(page, entry, true, Format.LevelCount - 1);

    /// <summary>
    /// Maps a contiguous piece of physical memory, by large pages wherever both addresses are aligned to one and enough is left.
    /// </summary>
    /// <param name="start">First address, a multiple of 4 KB.</param>
    /// <param name="physical">Its memory, a multiple of 4 KB.</param>
    /// <param name="bytes">Length, a multiple of 4 KB.</param>
    /// <param name="rights">What is allowed.</param>
    /// <returns><see cref="MapOutcome.Mapped"/>, or why it stopped where it did.</returns>
    public MapOutcome MapRange(LinearAddress start, PhysicalAddress physical, uint bytes, PageRights rights)
    {
        for (uint done = 0; done < bytes;)
        {
            int depth = 0;
            while (!Fits(depth, start.Value + done, physical.Value + done, bytes - done))
            {
                depth++;
            }

            ulong bits = LeafBits(rights) | (depth < Format.LevelCount - 1 ? PageEntry.LargeBit : 0);
            MapOutcome outcome = MapAt(start + done, PageEntry.To(physical + done, bits), (rights & PageRights.User) != 0, depth);
            if (outcome != MapOutcome.Mapped)
            {
                return outcome;
            }

            done += Format.Level(depth).Span;
        }

        return MapOutcome.Mapped;
    }

    /// <summary>Takes one small page away. Its table stays, and its frame is the caller's.</summary>
    /// <param name="page">Any address in the page.</param>
    /// <param name="frame">The memory it had.</param>
    /// <param name="stale">What the caller owes to the TLB.</param>
    /// <returns>False if no small page was mapped there.</returns>
    public bool Unmap(LinearAddress page, out PhysicalAddress frame, out StaleTranslation stale)
    {
        stale = new StaleTranslation(page.Page);
        PageWalk walk = Walk(page);
        frame = walk.IsMapped ? walk.PageAddress : default;
        if (!walk.IsMapped || walk.Depth != Format.LevelCount)
        {
            return false;
        }

        Format.Write(memory, walk.Entry(walk.Depth - 2).Address, Format.Level(walk.Depth - 1).Index(page.Value), default);
        return true;
    }

    /// <summary>
    /// Makes a range of this tree the same as another's, by copying entries as high up as they lie wholly inside the range; from then on
    /// the tables below are common to both. Only where an entry reaches beyond the range does this tree get a table of its own.
    /// Linux's <c>pgd_ctor</c> is this, for the kernel's range; so is the 4:4 split, for the trampoline's.
    /// </summary>
    /// <param name="source">A tree of the same format.</param>
    /// <param name="range">What to share; nothing may be mapped there in this tree.</param>
    /// <returns>False if a table was needed and no frame left; <see cref="Unshare(LinearRange)"/> then undoes what was done.</returns>
    public bool Share(PageTables source, LinearRange range) => Share(Root, source.Root, 0, 0, range);

    /// <summary>The reverse of <see cref="Share(PageTables, LinearRange)"/>: forgets the common tables, gives back its own. Does not touch what is in them.</summary>
    /// <param name="range">What was shared; everything else in the tables that reach beyond it must have been released before.</param>
    public void Unshare(LinearRange range) => Unshare(Root, 0, 0, range);

    /// <summary>
    /// Empties a range: gives back the frames of its pages and of every table that lies wholly inside. The tree must not be in
    /// force, or the caller loads CR3 afterwards.
    /// </summary>
    /// <param name="range">What to empty; no large page may reach beyond it.</param>
    public void Release(LinearRange range) => Release(Root, 0, 0, range, Format.LevelCount - 1);

    /// <summary>The same, of a range whose pages have been given back already: the last-level tables are not looked into.</summary>
    /// <param name="range">See <see cref="Release(LinearRange)"/>.</param>
    public void ReleaseTables(LinearRange range) => Release(Root, 0, 0, range, Format.LevelCount - 2);

    private static LinearRange Span(in PagingLevel level, uint tableStart, uint index)
    {
        uint start = tableStart + (index << level.Shift);
        return new LinearRange(start, start + (level.Span - 1));
    }

    private static uint FirstIndex(in PagingLevel level, uint tableStart, LinearRange range) =>
        range.Start > tableStart ? (range.Start - tableStart) >> level.Shift : 0;

    private static uint LastIndex(in PagingLevel level, uint tableStart, LinearRange range) =>
        System.Math.Min(level.Entries - 1, (range.Last - tableStart) >> level.Shift);

    private uint NextUsed(PhysicalAddress table, uint index, uint last) => Format.NextUsed(memory, table, index, last);

    private bool Share(PhysicalAddress table, PhysicalAddress source, int depth, uint tableStart, LinearRange range)
    {
        PagingLevel level = Format.Level(depth);
        uint last = LastIndex(level, tableStart, range);
        for (uint index = NextUsed(source, FirstIndex(level, tableStart, range), last); index <= last; index = NextUsed(source, index + 1, last))
        {
            LinearRange span = Span(level, tableStart, index);
            PageEntry theirs = Format.Read(memory, source, index);
            if (!theirs.IsPresent)
            {
                continue;
            }

            if (range.Contains(span))
            {
                Format.Write(memory, table, index, theirs);
                continue;
            }

            PageEntry own = Format.Read(memory, table, index);
            if (!own.IsPresent)
            {
                if (!frames.TryAllocate(out PhysicalAddress newTable))
                {
                    return false;
                }

                // Ring 3 may have pages beside the shared ones; the shared entries themselves say that it has no part in them.
                own = PageEntry.To(newTable, TableBits(level, true));
                Format.Write(memory, table, index, own);
            }

            if (!Share(own.Address, theirs.Address, depth + 1, span.Start, range))
            {
                return false;
            }
        }

        return true;
    }

    private void Unshare(PhysicalAddress table, int depth, uint tableStart, LinearRange range)
    {
        PagingLevel level = Format.Level(depth);
        uint last = LastIndex(level, tableStart, range);
        for (uint index = NextUsed(table, FirstIndex(level, tableStart, range), last); index <= last; index = NextUsed(table, index + 1, last))
        {
            LinearRange span = Span(level, tableStart, index);
            PageEntry entry = Format.Read(memory, table, index);
            if (!entry.IsPresent)
            {
                continue;
            }

            if (!range.Contains(span))
            {
                Unshare(entry.Address, depth + 1, span.Start, range);
                frames.Release(entry.Address);
            }

            Format.Write(memory, table, index, default);
        }
    }

    private void Release(PhysicalAddress table, int depth, uint tableStart, LinearRange range, int lastDepth)
    {
        PagingLevel level = Format.Level(depth);
        uint last = LastIndex(level, tableStart, range);
        for (uint index = NextUsed(table, FirstIndex(level, tableStart, range), last); index <= last; index = NextUsed(table, index + 1, last))
        {
            PageEntry entry = Format.Read(memory, table, index);
            if (!entry.IsPresent && !entry.IsKept)
            {
                continue;
            }

            bool isLast = depth == lastDepth || (level.MayMapLargePage && entry.IsLarge);
            if (!isLast)
            {
                Release(entry.Address, depth + 1, Span(level, tableStart, index).Start, range, lastDepth);
            }

            if (range.Contains(Span(level, tableStart, index)))
            {
                Format.Write(memory, table, index, default);
                if (frames.Owns(entry.Address))
                {
                    frames.Release(entry.Address);
                }
            }
        }
    }

    private bool Fits(int depth, uint linear, uint physical, uint bytes)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        return depth == Format.LevelCount - 1
            || (level.MayMapLargePage && bytes >= level.Span && ((linear | physical) & (level.Span - 1)) == 0);
    }

    private MapOutcome MapAt(LinearAddress page, PageEntry leafEntry, bool user, int leafDepth)
    {
        PhysicalAddress table = Root;
        for (int depth = 0; depth < leafDepth; depth++)
        {
            ref readonly PagingLevel level = ref Format.Level(depth);
            uint index = level.Index(page.Value);
            PageEntry entry = Format.Read(memory, table, index);
            if (!entry.IsPresent)
            {
                if (!frames.TryAllocate(out PhysicalAddress newTable))
                {
                    return MapOutcome.OutOfFrames;
                }

                entry = PageEntry.To(newTable, TableBits(level, user));
                Format.Write(memory, table, index, entry);
                HasNewTopEntry |= depth == 0;
            }
            else if (level.MayMapLargePage && entry.IsLarge)
            {
                return MapOutcome.AlreadyMapped;
            }
            else if (user && level.HasRights && !entry.IsUser)
            {
                return MapOutcome.SupervisorTable;
            }

            table = entry.Address;
        }

        PagingLevel leaf = Format.Level(leafDepth);
        uint leafIndex = leaf.Index(page.Value);
        if (Format.Read(memory, table, leafIndex).IsPresent)
        {
            return MapOutcome.AlreadyMapped;
        }

        Format.Write(memory, table, leafIndex, leafEntry);
        return MapOutcome.Mapped;
    }

    /// <summary>A table's own entry allows all that one of its pages may: each page's entry then says what it does.</summary>
    private static ulong TableBits(in PagingLevel level, bool user)
    {
        if (!level.HasRights)
        {
            return PageEntry.PresentBit;
        }

        return PageEntry.PresentBit | PageEntry.WriteBit | (user ? PageEntry.UserBit : 0);
    }

    /// <summary>The bits that stand for rights in the entry of a page that is present.</summary>
    /// <param name="rights">What is allowed.</param>
    /// <returns>Bits of <see cref="PageEntry"/>.</returns>
    public ulong LeafBits(PageRights rights)
    {
        ulong bits = PageEntry.PresentBit;
        if ((rights & PageRights.Write) != 0)
        {
            bits |= PageEntry.WriteBit;
        }

        if ((rights & PageRights.User) != 0)
        {
            bits |= PageEntry.UserBit;
        }

        if ((rights & PageRights.Global) != 0)
        {
            bits |= PageEntry.GlobalBit;
        }

        if (Format.HasExecuteDisable && (rights & PageRights.Execute) == 0)
        {
            bits |= PageEntry.ExecuteDisableBit;
        }

        return bits;
    }
}
