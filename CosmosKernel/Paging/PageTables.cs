using System.Runtime.CompilerServices;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// A tree of paging structures with its root: one address space, the kernel's own or a task's. Walks it, adds and removes pages,
/// tears it down. All of it follows the level table of <see cref="PagingFormat"/>.
/// </summary>
public sealed unsafe partial class PageTables
{
    private readonly PhysicalMemory memory;
    private readonly FrameAllocator frames;
    private TreeRoots roots;

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
        roots.Root = root;
    }

    /// <summary>The format.</summary>
    public PagingFormat Format { get; private set; }

    /// <summary>The top structure.</summary>
    public PhysicalAddress Root => roots.Root;

    /// <summary>The top structure of the tree that mirrors this one; 0 if there is none. See <see cref="TreeRoots.Mirror"/>.</summary>
    public PhysicalAddress Mirror => roots.Mirror;

    /// <summary>Both together.</summary>
    public TreeRoots Roots => roots;

    /// <summary>
    /// Whether a top entry has come or gone since somebody last set this to false, or this object turned to the tree. See
    /// <see cref="PagingFormat.CachesTopEntries"/>.
    /// </summary>
    public bool HasChangedTopEntry { get; set; }

    /// <summary>
    /// Points this object at another tree, so that a table of tasks can be laid out at start-up and used without allocating.
    /// </summary>
    /// <param name="root">The other tree's top structure, of the same format; nothing mirrors it.</param>
    public void SwitchTo(PhysicalAddress root) => SwitchTo(new TreeRoots { Root = root });

    /// <summary>The same for a tree that may have a mirror.</summary>
    /// <param name="other">The other tree.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SwitchTo(TreeRoots other)
    {
        roots = other;
        HasChangedTopEntry = false; // it gets in force by a load of CR3
    }

    /// <summary>Makes a tree with nothing in it, and points this object at it.</summary>
    /// <param name="isMirrored">Whether to make a <see cref="Mirror"/>, too.</param>
    /// <returns>False if no frame is left; nothing is kept then.</returns>
    public bool TryAllocateRoot(bool isMirrored = false)
    {
        if (!TryAllocateTop(out roots.Root))
        {
            return false;
        }

        roots.Mirror = default;
        HasChangedTopEntry = false;
        if (!isMirrored || TryAllocateTop(out roots.Mirror))
        {
            return true;
        }

        frames.Release(roots.Root);
        return false;
    }

    /// <summary>
    /// Makes this object one for trees of another format. It is of no use before <see cref="SwitchTo(PhysicalAddress)"/>.
    /// </summary>
    /// <param name="format">The format of the trees to come.</param>
    public void ChangeFormat(PagingFormat format)
    {
        Format = format;
        roots = default;
    }

    /// <summary>Reads an entry of the top structure.</summary>
    /// <param name="index">Which one.</param>
    /// <returns>The entry.</returns>
    public PageEntry ReadRoot(uint index) => Format.Read(memory, Root, index);

    /// <summary>Writes an entry of the top structure, and of no other.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="entry">Its new bits.</param>
    public void WriteRoot(uint index, PageEntry entry) => Format.Write(memory, Root, index, entry);

    /// <summary>Translates an address as the processor does, without its TLB.</summary>
    /// <param name="linear">Any address.</param>
    /// <returns>What was found at each level.</returns>
    public PageWalk Walk(LinearAddress linear) => Walk(Root, linear);

    /// <summary>The same in another tree of this format.</summary>
    /// <param name="root">Its top structure: what CR3 held.</param>
    /// <param name="linear">Any address.</param>
    /// <returns>What was found at each level.</returns>
    public PageWalk Walk(PhysicalAddress root, LinearAddress linear)
    {
        var walk = new PageWalk(Format, linear);
        PhysicalAddress table = root;
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
    /// Finds the last-level entry of an address: a walk for the kernel's own trees and its tasks', of which nothing leads out of view.
    /// </summary>
    /// <param name="linear">Any address.</param>
    /// <returns>Where the entry lies, whatever it holds; null if there is no table for it, or a large page instead.</returns>
    public uint* Find(LinearAddress linear)
    {
        PagingFormat format = Format;
        byte* origin = memory.Pointer(default);
        return format.TryFollow(origin, Root, linear, out uint table) ? format.EntryIn(origin, table, linear) : null;
    }

    /// <summary>Reads the last-level entry of an address, as <see cref="Find"/> finds it.</summary>
    /// <param name="linear">Any address.</param>
    /// <returns>Its low doubleword; 0, as of an entry that is empty, if there is no table for it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Read(LinearAddress linear)
    {
        PagingFormat format = Format;
        byte* origin = memory.Pointer(default);
        return format.TryFollow(origin, Root, linear, out uint table) ? *format.EntryIn(origin, table, linear) : 0;
    }

    /// <summary>Where the kernel itself has a byte of a small page, which is there.</summary>
    /// <param name="linear">The byte's address in this tree.</param>
    /// <returns>The kernel's pointer to it.</returns>
    public byte* PointerTo(LinearAddress linear) => memory.Pointer(PageEntry.AddressIn(*Find(linear)) + linear.PageOffset);

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
    /// Maps a contiguous range of physical memory, by large pages wherever both addresses are aligned to one and enough is left.
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

    /// <summary>
    /// Empties a range: gives back the frames of its pages and of every table that lies wholly inside. The tree must not be in
    /// force, or the caller flushes the TLB afterwards.
    /// </summary>
    /// <param name="range">What to empty; no large page may reach beyond it.</param>
    /// <returns>How many entries were emptied.</returns>
    public uint Release(LinearRange range) => Release(range, range);

    /// <summary>
    /// The same, where more than the range is empty then: tables are given back that lie wholly in the hole that is left.
    /// </summary>
    /// <param name="range">What to empty.</param>
    /// <param name="hole">The range, and round it as far as nothing is mapped.</param>
    /// <returns>How many entries were emptied.</returns>
    public uint Release(LinearRange range, LinearRange hole) => Release(memory.Pointer(Root), 0, 0, range, hole);

    private static LinearRange Span(in PagingLevel level, uint tableStart, uint index)
    {
        uint start = tableStart + (index << level.Shift);
        return new LinearRange(start, start + (level.Span - 1));
    }

    private static uint FirstIndex(in PagingLevel level, uint tableStart, LinearRange range) =>
        range.Start > tableStart ? (range.Start - tableStart) >> level.Shift : 0;

    private static uint LastIndex(in PagingLevel level, uint tableStart, LinearRange range) =>
        System.Math.Min(level.Entries - 1, (range.Last - tableStart) >> level.Shift);

    private uint Release(byte* table, int depth, uint tableStart, LinearRange range, LinearRange hole)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        bool namesTables = depth < Format.LevelCount - 1;
        int words = Format.EntryBytes / sizeof(uint);
        uint emptied = 0;
        uint* end = Format.At(table, LastIndex(level, tableStart, range) + 1);
        for (uint* at = Format.NextUsed(Format.At(table, FirstIndex(level, tableStart, range)), end); at < end; at = Format.NextUsed(
            at + words, end))
        {
            uint low = *at;
            if (namesTables && level.LeadsToTable(low))
            {
                LinearRange span = Span(level, tableStart, (uint)((byte*)at - table) / (uint)Format.EntryBytes);
                emptied += Release(TableIn(low), depth + 1, span.Start, range, hole);
                if (!hole.Contains(span))
                {
                    continue;
                }
            }

            Format.Write(at, default);
            emptied++;
            if (depth == 0)
            {
                OnTopEntryChanged(at);
            }

            if (frames.Owns(PageEntry.AddressIn(low)))
            {
                frames.Release(PageEntry.AddressIn(low));
            }
        }

        return emptied;
    }

    private byte* TableIn(uint low) => memory.Pointer(PageEntry.AddressIn(low));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryAllocateTop(out PhysicalAddress frame)
    {
        if (!frames.TryAllocateUncleared(out frame))
        {
            return false;
        }

        MemoryBlock.Zero(memory.Pointer(frame), Format.Level(0).Entries * (uint)Format.EntryBytes);
        return true;
    }

    /// <summary>A top entry has come or gone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void OnTopEntryChanged(uint* entry)
    {
        HasChangedTopEntry = true;
        if (roots.Mirror.Value != 0)
        {
            MirrorTop(entry);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MirrorTop(uint* entry) =>
        Format.Write((uint*)((byte*)entry - memory.Pointer(Root) + memory.Pointer(Mirror)), Format.Read(entry));

    private bool TryAddTable(uint* entry, in PagingLevel level, bool user)
    {
        if (!frames.TryAllocate(out PhysicalAddress table))
        {
            return false;
        }

        Format.Write(entry, PageEntry.To(table, TableBits(level, user)));
        return true;
    }

    private bool Fits(int depth, uint linear, uint physical, uint bytes)
    {
        ref readonly PagingLevel level = ref Format.Level(depth);
        return depth == Format.LevelCount - 1
            || (level.MayMapLargePage && bytes >= level.Span && ((linear | physical) & (level.Span - 1)) == 0);
    }

    private MapOutcome MapAt(LinearAddress page, PageEntry leafEntry, bool user, int leafDepth)
    {
        byte* table = memory.Pointer(Root);
        for (int depth = 0; depth < leafDepth; depth++)
        {
            ref readonly PagingLevel level = ref Format.Level(depth);
            var entry = (uint*)(table + level.Offset(page.Value));
            if ((*entry & (uint)PageEntry.PresentBit) == 0)
            {
                if (!TryAddTable(entry, level, user))
                {
                    return MapOutcome.OutOfFrames;
                }

                if (depth == 0)
                {
                    OnTopEntryChanged(entry);
                }
            }
            else if (!level.LeadsToTable(*entry))
            {
                return MapOutcome.AlreadyMapped;
            }
            else if (user && level.HasRights && (*entry & (uint)PageEntry.UserBit) == 0)
            {
                return MapOutcome.SupervisorTable;
            }

            table = TableIn(*entry);
        }

        var leaf = (uint*)(table + Format.Level(leafDepth).Offset(page.Value));
        if ((*leaf & (uint)PageEntry.PresentBit) != 0)
        {
            return MapOutcome.AlreadyMapped;
        }

        Format.Write(leaf, leafEntry);
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
        ulong bits = PageEntry.PresentBit | (uint)(rights & ~PageRights.Execute);
        return Format.HasExecuteDisable && (rights & PageRights.Execute) == 0 ? bits | PageEntry.ExecuteDisableBit : bits;
    }
}
