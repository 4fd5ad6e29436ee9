using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Every frame that a task's own entries name was given out for that: as a page, it is no table, not the kernel's, not free; and if
/// another entry names it, too,
/// neither can write it, for that is what a fork leaves behind. As a table, it is this one tree's.
/// </summary>
internal sealed unsafe class ForeignFrame : Invariant
{
    private readonly CheckedMachine machine;
    private readonly TaskReader reader;
    private uint* slot;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    /// <param name="reader">Who reads the trees, and tells the ledger.</param>
    public ForeignFrame(CheckedMachine machine, TaskReader reader)
        : base("foreign-frame", "a task's tables name a frame that is a table, the kernel's, free, or one that another task can write")
    {
        this.machine = machine;
        this.reader = reader;
    }

    /// <inheritdoc/>
    public override void VisitEnd()
    {
        if (reader.HasOutside)
        {
            MarkBroken(reader.Outside.Value);
        }
        else if (machine.Ledger.Foreign.Value != 0)
        {
            MarkBroken(reader.Find(machine.Ledger.Foreign).Value);
        }
    }

    /// <inheritdoc/>
    /// <remarks>In the table that maps the top of the stack: the kernel's top structure becomes a page of the task's.</remarks>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            return false;
        }

        uint last = machine.Mapping.UserSpace.Last;
        uint span = task.Format.Level(task.Format.LevelCount - 2).Span;
        slot = task.Find(new LinearAddress(last & ~(span - 1)));
        if (slot == null || *slot != 0)
        {
            return false;
        }

        task.Format.Write(slot, PageEntry.To(machine.Kernel.Root, task.LeafBits(PageRights.User)));
        return true;
    }

    /// <inheritdoc/>
    public override void Repair() => machine.Kernel.Format.Write(slot, default);
}
