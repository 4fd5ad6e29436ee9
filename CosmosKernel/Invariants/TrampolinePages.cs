using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// In every tree the top 4 MB are exactly the trampoline: the pages that <see cref="Trampoline"/> draws, with their frames and rights,
/// and nothing else. Under
/// a mapping that leaves the kernel out this is all of it that ring 3's tree may have. U/S is told by <see cref="UserPath"/> and <see
/// cref="UserBit"/>, and XD of what can
/// be written by <see cref="WriteXorExecute"/> and <see cref="EntryStack"/>.
/// </summary>
internal sealed unsafe class TrampolinePages : Invariant
{
    // Rights at these addresses; Docs/Architecture.md has the same as a drawing.
    private readonly uint[] places = { Trampoline.Variables, Trampoline.InterruptTable, Trampoline.Code, Trampoline.Stack };
    private readonly PageRights[] rights = { PageRights.Write, PageRights.None, PageRights.Execute, PageRights.Write };

    private readonly CheckedMachine machine;
    private readonly uint[] frames = new uint[4];

    /// <summary>Makes it, and notes the frames.</summary>
    /// <param name="machine">What it is about.</param>
    /// <param name="kernel">The kernel's own tables, complete.</param>
    public TrampolinePages(CheckedMachine machine, PageTables kernel)
        : base("trampoline", "in the top 4 MB a page is missing, is another or has other rights, or there is one too many")
    {
        this.machine = machine;
        for (int i = 0; i < places.Length; i++)
        {
            frames[i] = kernel.Walk(new LinearAddress(places[i])).PageAddress.Value;
        }
    }

    /// <inheritdoc/>
    public override void Visit(PageTables tables)
    {
        if (tables != machine.Kernel && IsCommon(tables))
        {
            return;
        }

        int found = 0;
        var entries = new LastLevel(tables, KernelLayout.TrampolineRange);
        while (entries.Next())
        {
            int place = Find(entries.Page.Value);
            if (place < 0 || !IsRight(place, entries.Entry, tables.Format))
            {
                MarkBroken(entries.Page.Value);
                return;
            }

            found++;
        }

        if (found != places.Length)
        {
            MarkBroken(Trampoline.Base);
        }
    }

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            machine.Kernel.Map(new LinearAddress(Trampoline.StackTop), new PhysicalAddress(frames[0]), PageRights.Write);
        }

        return task == null;
    }

    /// <inheritdoc/>
    public override void Repair() => machine.Kernel.Format.Write(machine.Kernel.Find(new LinearAddress(Trampoline.StackTop)), default);

    /// <summary>Whether a task's tree has the very tables that the kernel's has for the top 4 MB.</summary>
    private bool IsCommon(PageTables tables)
    {
        uint span = tables.Format.Level(tables.Format.LevelCount - 2).Span;
        for (uint start = Trampoline.Base; start != 0; start += span)
        {
            if (tables.Find(new LinearAddress(start)) != machine.Kernel.Find(new LinearAddress(start)))
            {
                return false;
            }
        }

        return true;
    }

    private int Find(uint page)
    {
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] == page)
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsRight(int place, PageEntry entry, PagingFormat format)
    {
        bool isWritable = (rights[place] & PageRights.Write) != 0;
        bool isExecutable = (rights[place] & PageRights.Execute) != 0;
        return entry.IsPresent && entry.Address.Value == frames[place] && entry.IsWritable == isWritable
            && (isWritable || !format.HasExecuteDisable || entry.IsExecuteDisabled != isExecutable);
    }
}
