namespace CosmosKernel.Experiments;

/// <summary>What of a mapping's two views decides how an experiment ends.</summary>
internal enum ViewQuestion
{
    /// <summary>Is all of the kernel mapped while ring 3 runs?</summary>
    IsKernelMappedInRing3,

    /// <summary>Has a tree with the task's pages all of the kernel, so that none of them can be in the kernel's window?</summary>
    IsWindowClosed,
}
