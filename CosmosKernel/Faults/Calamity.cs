namespace CosmosKernel.Faults;

/// <summary>
/// What the kernel can be told to do wrong, so that one sees what happens: see Docs/Abi.md, section 4, <c>provoke=</c>.
/// </summary>
internal enum Calamity
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A panic before the first experiment.</summary>
    Panic,

    /// <summary>The kernel stack overflows at the first tick.</summary>
    DoubleFault,

    /// <summary>The handler of the kernel's page faults touches the address that it handles a fault of.</summary>
    NestedFault,

    /// <summary>
    /// A call reads the last doubleword under a directory entry of the vmalloc area, where nothing is mapped: the entry can be copied,
    /// but the fault still comes again.
    /// </summary>
    RepeatedFault,

    /// <summary>After all experiments the kernel reads where nothing is ever mapped.</summary>
    KernelHole,
}
