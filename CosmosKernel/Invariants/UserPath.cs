using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// No way through a tree whose entries all have U/S=1 leads to kernel memory. Ring 3 gets to a page only if every level lets it (SDM
/// vol. 3, 4.6.1), so this
/// is the wall itself. This looks at the kernel's addresses; what a task's own addresses lead to is <see cref="ForeignFrame"/>'s.
/// </summary>
internal sealed unsafe class UserPath : Invariant
{
    private readonly CheckedMachine machine;
    private readonly ulong[] kept = new ulong[3];

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public UserPath(CheckedMachine machine)
        : base("user-path", "ring 3 can reach a page of the kernel's: U/S=1 at every level")
    {
        this.machine = machine;
    }

    /// <inheritdoc/>
    public override void Visit(in EntryRun run)
    {
        if (run.IsLast && run.IsOpen)
        {
            MarkBroken(run.Range.Start);
        }
    }

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            Write(false);
        }

        return task == null;
    }

    /// <inheritdoc/>
    public override void Repair() => Write(true);

    /// <summary>Sets U/S in every entry on the way to a page, or puts back what was there.</summary>
    private void Write(bool isMending)
    {
        PagingFormat format = machine.Kernel.Format;
        PhysicalAddress table = machine.Kernel.Root;
        for (int depth = 0; depth < format.LevelCount; depth++)
        {
            uint index = format.Level(depth).Index(machine.QuietPage.Value);
            PageEntry entry = format.Read(machine.Memory, table, index);
            if (isMending)
            {
                format.Write(machine.Memory, table, index, new PageEntry(kept[depth]));
            }
            else if (format.Level(depth).HasRights)
            {
                kept[depth] = entry.Raw;
                format.Write(machine.Memory, table, index, new PageEntry(entry.Raw | PageEntry.UserBit));
            }
            else
            {
                kept[depth] = entry.Raw;
            }

            table = entry.Address;
        }
    }
}
