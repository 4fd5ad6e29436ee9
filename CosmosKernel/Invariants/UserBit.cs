using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// No entry that leads to kernel memory alone has U/S=1, even if another level still refuses ring 3: one bit more, and there is a hole.
/// PDPTEs of PAE
/// have no such bit. Where all levels have it, <see cref="UserPath"/> says so.
/// </summary>
internal sealed unsafe class UserBit : Invariant
{
    private readonly CheckedMachine machine;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public UserBit(CheckedMachine machine)
        : base("user-bit", "an entry that leads to kernel memory alone has U/S=1, though another level still refuses ring 3")
    {
        this.machine = machine;
    }

    /// <inheritdoc/>
    public override void Visit(in EntryRun run)
    {
        if (run.IsUser && !run.IsOpen)
        {
            MarkBroken(run.Range.Start);
        }
    }

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            *machine.Kernel.Find(machine.QuietPage) |= (uint)PageEntry.UserBit;
        }

        return task == null;
    }

    /// <inheritdoc/>
    public override void Repair() => *machine.Kernel.Find(machine.QuietPage) &= ~(uint)PageEntry.UserBit;
}
