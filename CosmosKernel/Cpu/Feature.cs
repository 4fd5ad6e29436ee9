namespace CosmosKernel.Cpu;

/// <summary>Bits of CPUID's EDX (SDM vol. 2A) that decide what paging can do.</summary>
public static class Feature
{
    /// <summary>Leaf 1: the basic features.</summary>
    public const uint BasicLeaf = 1;

    /// <summary>Leaf 0x80000001: the extended features.</summary>
    public const uint ExtendedLeaf = 0x80000001;

    /// <summary>TSC, in the basic leaf: RDTSC.</summary>
    public const uint TimeStampCounter = 1u << 4;

    /// <summary>PAE, in the basic leaf.</summary>
    public const uint PhysicalAddressExtension = 1u << 6;

    /// <summary>PGE, in the basic leaf: entries may be global.</summary>
    public const uint GlobalPages = 1u << 13;

    /// <summary>CMOV, in the basic leaf: moves on a condition.</summary>
    public const uint ConditionalMove = 1u << 15;

    /// <summary>PAT, in the basic leaf: entries that map a page have a PAT bit.</summary>
    public const uint PageAttributeTable = 1u << 16;

    /// <summary>PSE-36, in the basic leaf: a 4 MB page may lie above 4 GB.</summary>
    public const uint WidePageSizeExtensions = 1u << 17;

    /// <summary>FXSR, in the basic leaf: FXSAVE and FXRSTOR.</summary>
    public const uint FastSave = 1u << 24;

    /// <summary>SSE, in the basic leaf: XMM registers and MXCSR.</summary>
    public const uint StreamingExtensions = 1u << 25;

    /// <summary>NX, in the extended leaf: entries may have XD=1, once EFER.NXE is set.</summary>
    public const uint ExecuteDisable = 1u << 20;

    /// <summary>Asks the processor.</summary>
    /// <param name="leaf">One of the leaves above.</param>
    /// <param name="bit">One of the bits above.</param>
    /// <returns>False also where the processor does not have the leaf.</returns>
    public static bool IsPresent(uint leaf, uint bit) =>
        Processor.CpuidEax(leaf & 0x80000000) >= leaf && (Processor.CpuidEdx(leaf) & bit) != 0;

    /// <summary>Asks the processor for what a compiler of today takes for granted: CMOV and XMM registers.</summary>
    /// <returns>False if some of the kernel's own instructions raise #UD.</returns>
    public static bool HasAllOfCompiledCode() => IsPresent(BasicLeaf, ConditionalMove) && HasXmmRegisters();

    /// <summary>Asks the processor for SSE, with what saves and restores it.</summary>
    /// <returns>Whether CR4.OSFXSR can be set, and XMM registers be used.</returns>
    public static bool HasXmmRegisters() => IsPresent(BasicLeaf, FastSave) && IsPresent(BasicLeaf, StreamingExtensions);
}
