namespace CosmosKernel.Screen;

/// <summary>What a range of linear space is.</summary>
internal enum AreaKind : byte
{
    /// <summary>Nothing, and a task may have it.</summary>
    Hole,

    /// <summary>Nothing, and no task may have it.</summary>
    KernelHole,

    /// <summary>The task's: U/S=1 at every level.</summary>
    User,

    /// <summary>The kernel's window: some level has U/S=0.</summary>
    Kernel,

    /// <summary>The pages by which the kernel is entered.</summary>
    Trampoline,
}
