using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Tasks;

/// <summary>A task's memory as the kernel may touch it: only after asking whether ring 3 itself could.</summary>
public static class UserMemory
{
    /// <summary>
    /// Whether the running task could touch every byte of a piece. Asks the tables, page by page; a page of the stack that is yet to come is
    /// made to come, as it would if the task touched it.
    /// </summary>
    /// <param name="mapping">The kernel mapping in force.</param>
    /// <param name="frames">Where pages of the stack come from.</param>
    /// <param name="task">The task.</param>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="rights"><see cref="PageRights.User"/>, and <see cref="PageRights.Write"/> if it is to be written.</param>
    /// <returns>False if one byte is unmapped, the kernel's, or beyond the top. Of an empty piece: true.</returns>
    public static bool IsAccessible(KernelMapping mapping, FrameAllocator frames, Task task, LinearAddress start, uint bytes, PageRights rights)
    {
        if (bytes == 0)
        {
            return true;
        }

        if (!mapping.UserSpace.Contains(start, bytes))
        {
            return false;
        }

        LinearAddress last = start + (bytes - 1);
        for (LinearAddress page = start.Page; ; page += Frame.Size)
        {
            PageWalk walk = task.Tables.Walk(page);
            bool accessible = walk.IsMapped ? (walk.Rights & rights) == rights : TryGrowStack(mapping, frames, task, page);
            if (!accessible)
            {
                return false;
            }

            if (page == last.Page)
            {
                return true;
            }
        }
    }

    /// <summary>Gives the stack of the running task the page that holds an address, if it may have it.</summary>
    /// <param name="mapping">The kernel mapping in force.</param>
    /// <param name="frames">Where it comes from.</param>
    /// <param name="task">The task.</param>
    /// <param name="address">An address that is not mapped.</param>
    /// <returns>False if the address is not the stack's, or no frame is left.</returns>
    public static bool TryGrowStack(KernelMapping mapping, FrameAllocator frames, Task task, LinearAddress address)
    {
        if (!task.Stack.Contains(address)
            || TryAddPage(frames, task.Tables, address, PageRights.User | PageRights.Write) != MapOutcome.Mapped)
        {
            return false;
        }

        mapping.PageAdded(task.Tables);
        task.StackPagesGrown++;
        return true;
    }

    /// <summary>Puts a page of zeros into an address space.</summary>
    /// <param name="frames">Where it comes from.</param>
    /// <param name="tables">The address space.</param>
    /// <param name="address">Any address in the page.</param>
    /// <param name="rights">What is allowed.</param>
    /// <returns>What became of it; unless it is mapped, no frame was used for the page.</returns>
    public static MapOutcome TryAddPage(FrameAllocator frames, PageTables tables, LinearAddress address, PageRights rights)
    {
        if (!frames.TryAllocate(out PhysicalAddress frame))
        {
            return MapOutcome.OutOfFrames;
        }

        MapOutcome outcome = tables.Map(address.Page, frame, rights);
        if (outcome != MapOutcome.Mapped)
        {
            frames.Release(frame);
        }

        return outcome;
    }
}
