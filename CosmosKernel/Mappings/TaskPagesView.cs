using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>The kernel runs on tables that have the task's pages, too. It reads and writes them in place, and its TLB has them.</summary>
public abstract unsafe class TaskPagesView : KernelView
{
    /// <inheritdoc/>
    public override bool HasTaskPages => true;

    /// <inheritdoc/>
    public override void CopyFromUser(PageTables tables, LinearAddress source, byte* destination, uint bytes) =>
        MemoryBlock.Copy((byte*)source.Value, destination, bytes);

    /// <inheritdoc/>
    public override void CopyToUser(PageTables tables, byte* source, LinearAddress destination, uint bytes) =>
        MemoryBlock.Copy(source, (byte*)destination.Value, bytes);

    /// <inheritdoc/>
    public override void Flush(StaleTranslation stale) => stale.Flush();

    /// <inheritdoc/>
    /// <remarks>A load of CR3 empties the TLB of everything but global pages, which a task's are not (SDM vol. 3, 4.10.4.1).</remarks>
    public override void FlushAll(PageTables tables) => ControlRegisters.WriteCr3(tables.Root.Value);

    /// <inheritdoc/>
    public override void FlushTop(PageTables tables)
    {
        if (tables.HasChangedTopEntry && tables.Format.CachesTopEntries)
        {
            ControlRegisters.WriteCr3(tables.Root.Value);
        }

        tables.HasChangedTopEntry = false;
    }
}
