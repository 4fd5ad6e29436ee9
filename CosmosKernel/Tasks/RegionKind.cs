namespace CosmosKernel.Tasks;

/// <summary>What a <see cref="Region"/> is for.</summary>
internal enum RegionKind
{
    /// <summary>A segment of the program's file.</summary>
    Program,

    /// <summary>What <c>brk</c> gives.</summary>
    Heap,

    /// <summary>What <c>mmap2</c> gives.</summary>
    Mapping,

    /// <summary>The stack, in all the length that it may grow to.</summary>
    Stack,
}
