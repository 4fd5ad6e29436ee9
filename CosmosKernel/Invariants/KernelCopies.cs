using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// A task's copy of an entry of the kernel's says the same as the original, or else one of the two is stale. In the vmalloc area it may
/// be absent: there entries
/// come late. Accessed and dirty bits are the processor's, and U/S is told by <see cref="UserPath"/> and <see cref="UserBit"/>.
/// </summary>
internal sealed unsafe class KernelCopies : Invariant
{
    private const ulong NotCompared = PageEntry.AccessedBit | PageEntry.DirtyBit | PageEntry.UserBit;
    private const uint IgnoredBit = 1 << 11; // the processor ignores it at every level (SDM vol. 3, 4.3 and 4.4)

    private readonly CheckedMachine machine;
    private uint* changed;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public KernelCopies(CheckedMachine machine)
        : base("kernel-copies", "a task's copy of an entry of the kernel's differs from it")
    {
        this.machine = machine;
    }

    /// <summary>Compares a copy.</summary>
    /// <param name="own">The task's entry.</param>
    /// <param name="original">The kernel's.</param>
    /// <param name="range">The addresses that it spans.</param>
    public void See(PageEntry own, PageEntry original, LinearRange range)
    {
        bool mayBeAbsent = own.Raw == 0 && machine.Layout.VmallocRange.Contains(range);
        if (((own.Raw ^ original.Raw) & ~NotCompared) != 0 && !mayBeAbsent)
        {
            MarkBroken(range.Start);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The copy by which the trampoline is found, which every task has: a bit of it is turned over that the processor ignores.
    /// </remarks>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null)
        {
            return false;
        }

        PagingFormat format = task.Format;
        PhysicalAddress table = task.Root;
        PhysicalAddress original = machine.Kernel.Root;
        int depth = 0;
        do
        {
            uint index = format.Level(depth++).Index(Trampoline.Base);
            changed = format.At(machine.Memory.Pointer(table), index);
            table = format.Read(changed).Address;
            original = format.Read(machine.Memory, original, index).Address;
        }
        while (table != original && depth < format.LevelCount);
        *changed ^= IgnoredBit;
        return true;
    }

    /// <inheritdoc/>
    public override void Repair() => *changed ^= IgnoredBit;
}
