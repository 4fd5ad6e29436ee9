using CosmosKernel.Cpu;

namespace CosmosKernel.Sweep;

/// <summary>What CPUID tells of SMEP and SMAP, which the kernel turns on for the sweep alone (SDM vol. 3, 4.1.4).</summary>
internal static class ProcessorMake
{
    private const uint StructuredLeaf = 7;
    private const uint ExecutionPreventionBit = 1u << 7; // of the structured leaf's EBX
    private const uint AccessPreventionBit = 1u << 20;

    /// <summary>Whether it has SMEP.</summary>
    public static bool HasExecutionPrevention => HasStructured(ExecutionPreventionBit);

    /// <summary>Whether it has SMAP.</summary>
    public static bool HasAccessPrevention => HasStructured(AccessPreventionBit);

    private static bool HasStructured(uint bit) =>
        Processor.CpuidEax(0) >= StructuredLeaf && (Processor.CpuidEbx(StructuredLeaf) & bit) != 0;
}
