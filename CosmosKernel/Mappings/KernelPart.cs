namespace CosmosKernel.Mappings;

/// <summary>How much of the kernel a tree of paging structures has.</summary>
public enum KernelPart
{
    /// <summary>All of it: the window, which is all of RAM, and the trampoline.</summary>
    All,

    /// <summary>The trampoline alone: the few pages by which a trap enters the kernel.</summary>
    Trampoline,
}
