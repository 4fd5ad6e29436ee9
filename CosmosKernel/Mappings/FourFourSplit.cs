using System;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// The second answer: the kernel is <b>not mapped at all</b> while ring 3 runs, but for the few pages by which it is entered. Molnar's
/// 4G/4G split of 2003.
/// <code>
///   a task's directory, any layout, two-level
///   entry 1023         copied from the master: trampoline
///   entries 0…1022     the task's own; zero at first
/// </code>
/// The price: each trap from ring 3 loads CR3 on its way in and on its way out, and the kernel reaches a task's memory only by looking it
/// up in the task's tables.
/// </summary>
public sealed unsafe class FourFourSplit : KernelMapping
{
    /// <summary>Makes the mapping.</summary>
    /// <param name="kernel">The kernel's own tables.</param>
    /// <param name="layout">Where the kernel is.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where directories come from.</param>
    public FourFourSplit(PageTables kernel, KernelLayout layout, PhysicalMemory memory, FrameAllocator frames)
        : base(kernel, layout, memory, frames)
    {
    }

    /// <inheritdoc/>
    public override string Name => "fourfour";

    /// <inheritdoc/>
    public override bool MapsKernel => false;

    /// <inheritdoc/>
    public override LinearRange[] SharedRanges { get; } = { KernelLayout.TrampolineRange };

    /// <inheritdoc/>
    public override LinearRange UserSpace => new(0, KernelLayout.TrampolineRange.Start - 1);

    /// <inheritdoc/>
    public override uint EntryCr3 => Kernel.Root.Value;

    /// <inheritdoc/>
    public override void CopyFromUser(PageTables tables, LinearAddress source, byte* destination, uint bytes)
    {
        for (uint done = 0; done < bytes;)
        {
            LinearAddress from = source + done;
            uint piece = Math.Min(bytes - done, Frame.Size - from.PageOffset);
            MemoryBlock.Copy(Find(tables, from), destination + done, piece);
            done += piece;
        }
    }

    /// <inheritdoc/>
    /// <remarks>By physical memory, so R/W of the page is not asked: the caller has, and a page that is shared since a fork has been copied.</remarks>
    public override void CopyToUser(PageTables tables, byte* source, LinearAddress destination, uint bytes)
    {
        for (uint done = 0; done < bytes;)
        {
            LinearAddress to = destination + done;
            uint piece = Math.Min(bytes - done, Frame.Size - to.PageOffset);
            MemoryBlock.Copy(source + done, Find(tables, to), piece);
            done += piece;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The trap runs on the kernel's tables, and its exit loads the task's again.</remarks>
    public override void Settle(StaleTranslation stale) => stale.IgnoreBecauseNotInForce();

    /// <inheritdoc/>
    /// <remarks>Nothing to do: the exit loads the task's CR3, which empties the TLB.</remarks>
    public override void SettleAll(PageTables tables)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Nothing to do: the exit loads the task's CR3 anyway.</remarks>
    public override void SettleTop(PageTables tables) => tables.HasChangedTopEntry = false;

    /// <summary>Where the kernel itself has a byte of the task's, which is there.</summary>
    private byte* Find(PageTables tables, LinearAddress address) => Memory.Pointer(PageEntry.AddressIn(*tables.Find(address)) + address.PageOffset);
}
