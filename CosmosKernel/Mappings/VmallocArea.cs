using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// Pages that the kernel maps while tasks run: neighbours in linear space, whatever frames they have. This is where the mappings are told
/// apart a second time, since a page goes into the kernel's own tables, and the tasks' directories are there already:
/// <code>
///   the kernel runs on     two-level                                   PAE
///   a tree of the task's   each directory lacks the new entry until    the one copied entry leads to a directory
///                          the kernel, running on it, misses it        that is everybody's: nothing to copy
///   its own tree           nothing to copy
/// </code>
/// Each area gets a directory entry of its own, so that this can be seen with a single page. Linux puts areas side by side, and never
/// takes the tables away again; here <see cref="KernelMapping.Directories"/> says from where.
/// </summary>
public sealed class VmallocArea
{
    /// <summary>The largest area, in pages.</summary>
    public const uint MostPages = 16;

    private readonly KernelMapping mapping;
    private readonly FrameAllocator frames;

    /// <summary>Makes the area of a mapping.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="frames">Where pages and tables come from.</param>
    internal VmallocArea(KernelMapping mapping, FrameAllocator frames)
    {
        this.mapping = mapping;
        this.frames = frames;
    }

    /// <summary>The area's addresses, all in the kernel's window.</summary>
    public LinearRange Range => mapping.Layout.VmallocRange;

    private PageTables Kernel => mapping.Kernel;

    private uint Span => Kernel.Format.Level(Kernel.Format.LevelCount - 2).Span;

    /// <summary>Maps a area of zeros in the kernel's own tables, under the first directory entry that is free.</summary>
    /// <param name="pages">1 to <see cref="MostPages"/>.</param>
    /// <param name="start">Its first address.</param>
    /// <param name="stale">If this failed: what the caller owes to the TLB, before another frame is asked for. The processor may have taken
    /// in pages that came
    /// before memory ran out, touched or not (SDM vol. 3, 4.10.2.3).</param>
    /// <returns>False if the area is full, or memory; nothing is kept then.</returns>
    public bool TryMap(uint pages, out LinearAddress start, out StaleTranslation stale)
    {
        stale = StaleTranslation.Everything;
        start = new LinearAddress(Range.Start);
        while (Kernel.HasTable(start))
        {
            start += Span;
            if (!Range.Contains(start))
            {
                return false;
            }
        }

        for (uint i = 0; i < pages; i++)
        {
            LinearAddress page = start + (i * Frame.Size);
            if (!TryMapPage(page))
            {
                Remove(start);
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes a area away: its pages, the table, the directory entry, and every task's copy of that.</summary>
    /// <param name="start">What <see cref="TryMap"/> gave.</param>
    /// <param name="stale">What the caller owes to the TLB, before another frame is asked for.</param>
    /// <returns>False if there is no such area.</returns>
    public bool TryUnmap(LinearAddress start, out StaleTranslation stale)
    {
        stale = StaleTranslation.Everything;
        if (!Range.Contains(start) || (start.Value & (Span - 1)) != 0 || !Kernel.HasTable(start))
        {
            return false;
        }

        for (LinearAddress page = start; Kernel.Walk(page).IsMapped; page += Frame.Size)
        {
            LinearRange alias = Alias(page);
            if ((Kernel.Walk(new LinearAddress(alias.Start)).Rights & PageRights.Write) == 0)
            {
                mapping.TryChangeKernelRights(alias, PageRights.Write, PageRights.None, out StaleTranslation ofAlias);
                ofAlias.IgnoreBecauseAllIsFlushed();
            }
        }

        Remove(start);
        return true;
    }

    /// <summary>Whether a area has a page at an address.</summary>
    /// <param name="address">Any address.</param>
    /// <param name="bytes">How many bytes from there must be on that page; at least 1.</param>
    /// <returns>True if so.</returns>
    public bool Holds(LinearAddress address, uint bytes) =>
        Range.Contains(address) && address.PageOffset + bytes <= Frame.Size && Kernel.Walk(address).IsMapped;

    /// <summary>The other address of a page: where the kernel's window shows its frame.</summary>
    /// <param name="page">An address for which <see cref="Holds"/>.</param>
    /// <returns>The page there.</returns>
    public LinearRange Alias(LinearAddress page)
    {
        uint alias = mapping.Layout.ToLinear(Kernel.Walk(page).PageAddress).Value;
        return new LinearRange(alias, alias + (Frame.Size - 1));
    }

    /// <summary>
    /// Makes a page read-only at its other address, in the window. RAM is mapped there by large pages, in directory entries that all tasks
    /// have copies of, so this is what cannot wait until somebody misses it.
    /// </summary>
    /// <param name="page">An address for which <see cref="Holds"/>.</param>
    /// <param name="stale">What the caller owes to the TLB.</param>
    /// <returns>False if memory ran out.</returns>
    public bool TrySealAlias(LinearAddress page, out StaleTranslation stale) =>
        mapping.TryChangeKernelRights(Alias(page), PageRights.None, PageRights.Write, out stale);

    /// <summary>Takes all areas away. In the kernel's own flow.</summary>
    public void Clear()
    {
        for (var start = new LinearAddress(Range.Start); Range.Contains(start); start += Span)
        {
            if (TryUnmap(start, out StaleTranslation stale))
            {
                stale.Flush();
            }
        }
    }

    private bool TryMapPage(LinearAddress page)
    {
        if (!frames.TryAllocateHigh(out PhysicalAddress frame))
        {
            return false;
        }

        if (Kernel.Map(page, frame, PageRights.Write) == MapOutcome.Mapped)
        {
            return true;
        }

        frames.Release(frame);
        return false;
    }

    private void Remove(LinearAddress start)
    {
        Kernel.Release(new LinearRange(start.Value, start.Value + (Span - 1)));
        mapping.CopyEntryToAll(start);
    }
}
