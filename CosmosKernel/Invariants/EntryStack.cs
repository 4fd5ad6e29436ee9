using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Where there is XD, the entry stack cannot be executed, in any tree. The processor pushes there what ring 3 chose, registers and all,
/// at an address that
/// everybody knows.
/// </summary>
internal sealed unsafe class EntryStack : Invariant
{
    private readonly CheckedMachine machine;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public EntryStack(CheckedMachine machine)
        : base("entry-stack", "the entry stack can be executed")
    {
        this.machine = machine;
    }

    private static LinearAddress Page => new(Trampoline.Stack);

    /// <inheritdoc/>
    public override bool Applies(KernelMapping mapping) => mapping.Kernel.Format.HasExecuteDisable;

    /// <inheritdoc/>
    public override void Visit(PageTables tables)
    {
        PageWalk walk = tables.Walk(Page);
        if (tables.Format.HasExecuteDisable && walk.IsMapped && (walk.Rights & PageRights.Execute) != 0)
        {
            MarkBroken(Page.Value);
        }
    }

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task)
    {
        if (task != null || !machine.Kernel.Format.HasExecuteDisable)
        {
            return false;
        }

        *(ulong*)machine.Kernel.Find(Page) &= ~PageEntry.ExecuteDisableBit;
        return true;
    }

    /// <inheritdoc/>
    public override void Repair() => *(ulong*)machine.Kernel.Find(Page) |= PageEntry.ExecuteDisableBit;
}
