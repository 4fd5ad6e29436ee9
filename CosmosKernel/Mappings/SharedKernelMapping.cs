using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// The first answer: the kernel <b>is</b> mapped while ring 3 runs, and U/S=0 keeps ring 3 out. Linux 2.6.7 on i386.
/// <code>
///   a task's directory, high layout, two-level
///   entry 1023         copied from the master: trampoline
///   entries 768…1022   copied from the master: kernel window (RAM at PageOffset)
///   entries 0…767      the task's own; zero at first
/// </code>
/// Copied are entries, not tables: below them there is one set of kernel tables for all. Under PAE it is a single entry, the last of
/// four.
/// </summary>
public sealed unsafe class SharedKernelMapping : KernelMapping
{
    /// <summary>Makes the mapping.</summary>
    /// <param name="kernel">The kernel's own tables.</param>
    /// <param name="layout">Where the kernel is.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="frames">Where directories come from.</param>
    public SharedKernelMapping(PageTables kernel, KernelLayout layout, PhysicalMemory memory, FrameAllocator frames)
        : base(kernel, layout, memory, frames)
    {
    }

    /// <inheritdoc/>
    public override string Name => "shared";

    /// <inheritdoc/>
    public override bool MapsKernel => true;

    /// <inheritdoc/>
    public override LinearRange[] SharedRanges => Layout.KernelRanges;

    /// <inheritdoc/>
    public override LinearRange UserSpace => Layout.BesideWindow;

    /// <inheritdoc/>
    public override uint EntryCr3 => 0;

    /// <inheritdoc/>
    public override void CopyFromUser(PageTables tables, LinearAddress source, byte* destination, uint bytes) =>
        MemoryBlock.Copy((byte*)source.Value, destination, bytes);

    /// <inheritdoc/>
    public override void CopyToUser(PageTables tables, byte* source, LinearAddress destination, uint bytes) =>
        MemoryBlock.Copy(source, (byte*)destination.Value, bytes);

    /// <inheritdoc/>
    /// <remarks>The trap runs on the task's own tables.</remarks>
    public override void Settle(StaleTranslation stale) => stale.Flush();

    /// <inheritdoc/>
    /// <remarks>A load of CR3 empties the TLB of everything but global pages, which a task's are not (SDM vol. 3, 4.10.4.1).</remarks>
    public override void SettleAll(PageTables tables) => ControlRegisters.WriteCr3(tables.Root.Value);

    /// <inheritdoc/>
    public override void SettleTop(PageTables tables)
    {
        if (tables.HasChangedTopEntry && tables.Format.CachesTopEntries)
        {
            ControlRegisters.WriteCr3(tables.Root.Value);
        }

        tables.HasChangedTopEntry = false;
    }
}
