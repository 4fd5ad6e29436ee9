using CosmosKernel.Cpu;

namespace CosmosKernel.Paging;

/// <summary>What the processor has of the paging formats, by CPUID.</summary>
internal static class ProcessorFormats
{
    /// <summary>PAE as the processor has it.</summary>
    /// <returns>With XD if it can be; null if there is no PAE at all.</returns>
    public static PagingFormat? Pae() =>
        !Feature.IsPresent(Feature.BasicLeaf, Feature.PhysicalAddressExtension) ? null
        : Feature.IsPresent(Feature.ExtendedLeaf, Feature.ExecuteDisable) ? PagingFormat.Pae
        : PagingFormat.PaeWithoutExecuteDisable;
}
