using CosmosKernel.Memory;

namespace CosmosKernel.Mappings;

/// <summary>The kernel runs on the very tree that ring 3 runs on: a trap leaves CR3 alone.</summary>
public sealed class SameTree : TaskPagesView
{
    /// <inheritdoc/>
    public override bool IsSecondTree => false;

    /// <inheritdoc/>
    public override PhysicalAddress EntryRoot(PhysicalAddress kernel, PhysicalAddress task) => default;
}
