using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosKernel.TaskMemory;

/// <summary>
/// Makes a second tree that leads to the same frames as a first. What could be written is read-only in both from then on, and each frame
/// has one holder more: the next write in either finds that out, and copies.
/// </summary>
internal sealed unsafe class Fork
{
    private readonly FrameAllocator frames;

    /// <summary>Makes ready; nothing is allocated afterwards but frames.</summary>
    /// <param name="format">The format of all tables.</param>
    /// <param name="machine">The machine.</param>
    public Fork(PagingFormat format, Machine machine)
    {
        frames = machine.Frames;
        Copy = new PageTables(format, machine.Memory, frames, default);
    }

    /// <summary>The second tree, once it has been made.</summary>
    public PageTables Copy { get; }

    /// <summary>Turns to another format. While there are no tasks.</summary>
    /// <param name="format">The format of all tables from now on.</param>
    public void ChangeFormat(PagingFormat format) => Copy.ChangeFormat(format);

    /// <summary>Makes the second tree. The first one's TLB entries are for the caller to flush, even if this fails.</summary>
    /// <param name="mapping">The mapping, for the kernel's part.</param>
    /// <param name="tables">The first tree.</param>
    /// <param name="regions">Where its pages are.</param>
    /// <param name="pages">How many pages were shared, also if this failed.</param>
    /// <returns>
    /// False if memory ran out: then there is no second tree, and the first may have read-only entries for frames that are its alone.
    /// </returns>
    public bool TryCopy(KernelMapping mapping, PageTables tables, RegionTable regions, out uint pages)
    {
        pages = 0;
        if (!mapping.TryCreate(Copy))
        {
            return false;
        }

        for (int i = 0; i < regions.Count; i++)
        {
            if (!TryShare(tables, regions[i]->Range, ref pages))
            {
                mapping.Destroy(Copy);
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes a tree with nothing of a task's own in it, and destroys it again.</summary>
    /// <param name="mapping">The mapping, for the kernel's part.</param>
    /// <returns>False if memory ran out.</returns>
    public bool TryCreateAndDestroy(KernelMapping mapping)
    {
        if (!mapping.TryCreate(Copy))
        {
            return false;
        }

        mapping.DestroyEmpty(Copy);
        return true;
    }

    private bool TryShare(PageTables tables, LinearRange range, ref uint pages)
    {
        var entries = new LastLevel(tables, range);
        while (entries.Next())
        {
            PageEntry entry = entries.Entry;
            if (!frames.TryShare(entry.Address))
            {
                return false;
            }

            if (entry.IsWritable)
            {
                entry = new PageEntry(entry.Raw & ~PageEntry.WriteBit);
                entries.Write(entry);
            }

            uint* place = Copy.Find(entries.Page);
            if (place != null)
            {
                Copy.Format.Write(place, entry);
            }
            else if (Copy.MapEntry(entries.Page, entry) != MapOutcome.Mapped)
            {
                frames.Release(entry.Address);
                return false;
            }

            pages++;
        }

        return true;
    }
}
