using CosmosKernel.Memory;

namespace CosmosKernel.Mappings;

/// <summary>
/// The kernel runs on a second tree of the task's, which has all of the kernel besides the task's pages. A trap loads CR3 on its way in
/// and on its way out; the latter empties the TLB of what ring 3's tree may have made stale there.
/// </summary>
internal sealed class SecondTree : TaskPagesView
{
    /// <inheritdoc/>
    public override bool IsSecondTree => true;

    /// <inheritdoc/>
    public override PhysicalAddress EntryRoot(PhysicalAddress kernel, PhysicalAddress task) => task;
}
