using System;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// The kernel runs on its own tree, whatever task it runs for. A trap loads CR3 on its way in and on its way out, and the kernel reaches
/// a task's memory only by looking it up in the task's tables.
/// </summary>
internal sealed unsafe class KernelsOwnTree : KernelView
{
    /// <inheritdoc/>
    public override bool HasTaskPages => false;

    /// <inheritdoc/>
    public override bool IsSecondTree => false;

    /// <inheritdoc/>
    public override PhysicalAddress EntryRoot(PhysicalAddress kernel, PhysicalAddress task) => kernel;

    /// <inheritdoc/>
    public override void CopyFromUser(PageTables tables, LinearAddress source, byte* destination, uint bytes)
    {
        for (uint done = 0; done < bytes;)
        {
            LinearAddress from = source + done;
            uint part = Math.Min(bytes - done, Frame.Size - from.PageOffset);
            MemoryBlock.Copy(tables.PointerTo(from), destination + done, part);
            done += part;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// By physical memory, so R/W of the page is not asked: the caller has, and a page that is shared since a fork has been copied.
    /// </remarks>
    public override void CopyToUser(PageTables tables, byte* source, LinearAddress destination, uint bytes)
    {
        for (uint done = 0; done < bytes;)
        {
            LinearAddress to = destination + done;
            uint part = Math.Min(bytes - done, Frame.Size - to.PageOffset);
            MemoryBlock.Copy(source + done, tables.PointerTo(to), part);
            done += part;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The exit loads the task's CR3, which empties the TLB of all that is not global.</remarks>
    public override void Flush(StaleTranslation stale) => stale.IgnoreBecauseNotInForce();

    /// <inheritdoc/>
    /// <remarks>Nothing to do: the exit loads the task's CR3.</remarks>
    public override void FlushAll(PageTables tables)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Nothing to do: the exit loads the task's CR3.</remarks>
    public override void FlushTop(PageTables tables) => tables.HasChangedTopEntry = false;
}
