using CosmosKernel.Memory;
using CosmosKernel.Paging;
using CosmosKernel.Tasks;

namespace CosmosKernel.TaskMemory;

/// <content>How entries of pages come, are copied, change and go. Each time the TLB is told.</content>
internal sealed unsafe partial class AddressSpace
{
    /// <summary>Takes a range's pages out of the tables and gives them back, and tables that lie wholly in the hole round it.</summary>
    private void RemovePages(LinearRange range, LinearRange hole)
    {
        UserTask.ChargePages(task, Tables.Release(range, hole));
        if (isInForce)
        {
            view.Flush(new StaleTranslation(range));
            view.FlushTop(Tables);
        }
    }

    /// <summary>Sees to it that a page is there, and tells where its entry is; of a refusal, that means nothing.</summary>
    private PageOutcome FaultIn(Region* region, LinearAddress address, PageRights wanted, out uint* entry)
    {
        entry = null;
        if ((region->Rights & wanted) != wanted)
        {
            return PageOutcome.Forbidden;
        }

        entry = Tables.Find(address);
        if (entry == null || (*entry & (uint)PageEntry.PresentBit) == 0)
        {
            return AddZeroPage(address, region, ref entry);
        }

        return (wanted & PageRights.Write) != 0 && (*entry & (uint)PageEntry.WriteBit) == 0
            ? BreakSharing(address, entry, region->Rights)
            : PageOutcome.Present;
    }

    /// <summary>Adds a page of zeros.</summary>
    private PageOutcome AddZeroPage(LinearAddress address, Region* region, ref uint* entry)
    {
        if (!frames.TryAllocate(out PhysicalAddress frame))
        {
            return PageOutcome.OutOfMemory;
        }

        if (entry != null)
        {
            Tables.Format.Write(entry, PageEntry.To(frame, Tables.LeafBits(region->Rights)));
        }
        else if (Tables.Map(address, frame, region->Rights) != MapOutcome.Mapped)
        {
            frames.Release(frame);
            return PageOutcome.OutOfMemory;
        }
        else
        {
            entry = Tables.Find(address);
        }

        if (isInForce)
        {
            view.FlushTop(Tables);
        }

        if (region->Kind != RegionKind.Stack)
        {
            return PageOutcome.Zeroed;
        }

        task->StackPagesGrown++;
        return PageOutcome.StackGrown;
    }

    /// <summary>Makes a page the task's alone, and writable.</summary>
    private PageOutcome BreakSharing(LinearAddress address, uint* entry, PageRights rights)
    {
        PhysicalAddress shared = PageEntry.AddressIn(*entry);
        PhysicalAddress own = shared;
        bool isShared = frames.IsShared(own);
        if (isShared)
        {
            if (!frames.TryAllocateUncleared(out own))
            {
                return PageOutcome.OutOfMemory;
            }

            memory.CopyFrame(shared, own);
            frames.Release(shared);
        }

        Tables.Format.Write(entry, EntryOf(own, rights));
        Flush(address);
        return isShared ? PageOutcome.Copied : PageOutcome.LastReference;
    }

    /// <summary>The entry of a page that is there, in a region with some rights.</summary>
    private PageEntry EntryOf(PhysicalAddress frame, PageRights rights) =>
        PageEntry.To(
            frame,
            rights == PageRights.None ? PageEntry.KeptBit : Tables.LeafBits(frames.IsShared(frame) ? rights & ~PageRights.Write : rights));

    private void Flush(LinearAddress page)
    {
        if (isInForce)
        {
            view.Flush(new StaleTranslation(page));
        }
    }
}
