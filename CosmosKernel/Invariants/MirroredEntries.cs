using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>
/// Where a task has two trees, ring 3's has the same top entries for the task's own pages as the second, and of the kernel's only what is
/// mapped while ring 3 runs. Else a page would be there for one of the two, or a part of the kernel would be where ring 3 must not have
/// it. The accessed bits are the processor's, and it sets them in the tree that is in force.
/// </summary>
internal sealed unsafe class MirroredEntries : Invariant
{
    private readonly CheckedMachine machine;
    private PhysicalAddress changed;
    private uint index;
    private PageEntry kept;

    /// <summary>Makes it.</summary>
    /// <param name="machine">What it is about.</param>
    public MirroredEntries(CheckedMachine machine)
        : base("mirrored-entries", "ring 3's tree has another top entry than the task's second tree, or more of the kernel than it may")
    {
        this.machine = machine;
    }

    /// <summary>Compares a top entry.</summary>
    /// <param name="own">Ring 3's.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="start">The first address that it spans.</param>
    public void See(PageEntry own, PageEntry expected, uint start)
    {
        if (((own.Raw ^ expected.Raw) & ~PageEntry.AccessedBit) != 0)
        {
            MarkBroken(start);
        }
    }

    /// <inheritdoc/>
    public override bool Applies(KernelMapping mapping) => mapping.View.IsSecondTree;

    /// <inheritdoc/>
    /// <remarks>Ring 3 loses its first top entry, as if that had come in the second tree alone.</remarks>
    public override bool TryProvoke(PageTables? task)
    {
        if (task == null || task.Mirror.Value == 0)
        {
            return false;
        }

        changed = task.Mirror;
        uint end = task.Format.Level(0).Index(Trampoline.Base);
        for (index = 0; index < end; index++)
        {
            kept = task.Format.Read(machine.Memory, changed, index);
            if (kept.IsPresent)
            {
                task.Format.Write(machine.Memory, changed, index, default);
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override void Repair() => machine.Kernel.Format.Write(machine.Memory, changed, index, kept);
}
