using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Where there is XD, no page of the kernel's can be both written and executed at its own address. Two things are no breach, and are
/// counted apart: the frame of
/// the trampoline's code can be written at another address, in the window, as all RAM can (<see cref="Aliases"/>); and of Cosmos' image
/// one page is code and data
/// both, as its list of sections says (<see cref="Mixed"/>). The entry stack is <see cref="EntryStack"/>'s.
/// </summary>
internal sealed unsafe class WriteXorExecute : Invariant
{
    private const PageRights Both = PageRights.Write | PageRights.Execute;
    private readonly CheckedMachine machine;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public WriteXorExecute(CheckedMachine machine)
        : base("write-xor-execute", "a page of the kernel's can be both written and executed")
    {
        this.machine = machine;
    }

    /// <summary>Pages outside the window that can be executed, and written by their frame's address in the window; as last seen.</summary>
    public uint Aliases { get; private set; }

    /// <summary>Pages that the image's list of sections says are both; as last seen.</summary>
    public uint Mixed { get; private set; }

    /// <inheritdoc/>
    public override bool Applies(KernelMapping mapping) => mapping.Kernel.Format.HasExecuteDisable;

    /// <inheritdoc/>
    public override void Visit(in EntryRun run)
    {
        if (!run.IsLast || (run.Rights & PageRights.Execute) == 0 || !machine.Kernel.Format.HasExecuteDisable)
        {
            return;
        }

        if (!machine.Layout.Window.Contains(run.Range))
        {
            CountAliases(run.Range);
        }

        bool isEntryStack = run.Range.Start == Trampoline.Stack && run.Range.Last == Trampoline.StackTop - 1;
        if ((run.Rights & Both) != Both || isEntryStack)
        {
            return;
        }

        if (IsMixed(run.Range))
        {
            Mixed += Pages(run.Range);
        }
        else
        {
            MarkBroken(run.Range.Start);
        }
    }

    /// <summary>Begins to count pages of both kinds.</summary>
    public void BeginCount() => Aliases = Mixed = 0;

    /// <inheritdoc/>
    public override bool TryProvoke(PageTables? task)
    {
        if (task != null || !machine.Kernel.Format.HasExecuteDisable)
        {
            return false;
        }

        *(ulong*)machine.Kernel.Find(machine.QuietPage) &= ~PageEntry.ExecuteDisableBit;
        return true;
    }

    /// <inheritdoc/>
    public override void Repair() => *(ulong*)machine.Kernel.Find(machine.QuietPage) |= PageEntry.ExecuteDisableBit;

    private static uint Pages(LinearRange range) => (range.Last - range.Start + 1) / Frame.Size;

    private void CountAliases(LinearRange range)
    {
        for (uint done = 0; done <= range.Last - range.Start; done += Frame.Size)
        {
            PageWalk walk = machine.Kernel.Walk(new LinearAddress(range.Start + done));
            PageWalk alias = machine.Kernel.Walk(machine.Layout.ToLinear(walk.PageAddress));
            Aliases += alias.IsMapped && (alias.Rights & PageRights.Write) != 0 ? 1u : 0;
        }
    }

    private bool IsMixed(LinearRange range)
    {
        foreach (ImageSection section in machine.Image)
        {
            var whole = new LinearRange(Frame.RoundDown(section.Address), Frame.RoundUp(section.Address + section.Size) - 1);
            if (section.IsWritable && section.IsExecutable && whole.Contains(range))
            {
                return true;
            }
        }

        return false;
    }
}
