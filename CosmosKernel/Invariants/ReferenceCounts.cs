using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// A frame has as many holders as entries name it. One too many is memory that never comes back; one too few is memory that is given
/// out while somebody
/// still has it.
/// </summary>
internal sealed unsafe class ReferenceCounts : Invariant
{
    private readonly CheckedMachine machine;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public ReferenceCounts(CheckedMachine machine)
        : base("reference-counts", "a frame has more or fewer holders than entries that name it")
    {
        this.machine = machine;
    }

    /// <inheritdoc/>
    public override void VisitEnd()
    {
        if (machine.Ledger.Miscounted.Value != 0)
        {
            MarkBroken(machine.Ledger.Miscounted.Value);
        }
    }

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task) => task == null && machine.Frames.TryShare(machine.Kernel.Root);

    /// <inheritdoc/>
    public override void Repair() => machine.Frames.Release(machine.Kernel.Root);
}
