using System;
using CosmosKernel.Cpu;
using CosmosKernel.Paging;

namespace CosmosKernel.Sweep;

/// <summary>What CPUID tells of paging on this processor (SDM vol. 3, 4.1.4).</summary>
internal static class ProcessorMake
{
    private const uint StructuredLeaf = 7;
    private const uint ExecutionPreventionBit = 1u << 7; // of the structured leaf's EBX
    private const uint AccessPreventionBit = 1u << 20;
    private const uint AddressSizeLeaf = 0x80000008;
    private const int BitsWithPae = 36;

    /// <summary>Whether it has SMEP.</summary>
    public static bool HasExecutionPrevention => HasStructured(ExecutionPreventionBit);

    /// <summary>Whether it has SMAP.</summary>
    public static bool HasAccessPrevention => HasStructured(AccessPreventionBit);

    /// <summary>Whether it tells how many bits a physical address has.</summary>
    public static bool TellsAddressSize => Processor.CpuidEax(AddressSizeLeaf & 0x80000000) >= AddressSizeLeaf;

    /// <summary>The processor, and this kernel's way to run it: PSE on, NXE as the format says.</summary>
    /// <param name="format">The format in force.</param>
    /// <returns>What holds for every access.</returns>
    public static AccessControl Control(PagingFormat format)
    {
        AccessControlBits bits = AccessControlBits.None;
        bits |= (ControlRegisters.ReadCr4() & Cr4.PageSizeExtensions) != 0 ? AccessControlBits.PageSizeExtensions : AccessControlBits.None;
        bits |= format.HasExecuteDisable ? AccessControlBits.ExecuteDisable : AccessControlBits.None;
        bits |= Feature.IsPresent(Feature.BasicLeaf, Feature.PageAttributeTable) ? AccessControlBits.PageAttributeTable : AccessControlBits.None;
        bits |= Feature.IsPresent(Feature.BasicLeaf, Feature.WidePageSizeExtensions) ? AccessControlBits.WidePageSizeExtensions : AccessControlBits.None;
        return new AccessControl(bits, PhysicalAddressBits());
    }

    private static int PhysicalAddressBits()
    {
        if (TellsAddressSize)
        {
            // A hypervisor may say anything here; entries have room for so many and no more.
            int told = (int)(Processor.CpuidEax(AddressSizeLeaf) & 0xFF);
            return Math.Max(AccessControl.LeastPhysicalAddressBits, Math.Min(told, AccessControl.MostPhysicalAddressBits));
        }

        return Feature.IsPresent(Feature.BasicLeaf, Feature.PhysicalAddressExtension) ? BitsWithPae : AccessControl.LeastPhysicalAddressBits;
    }

    private static bool HasStructured(uint bit) => Processor.CpuidEax(0) >= StructuredLeaf && (Processor.CpuidEbx(StructuredLeaf) & bit) != 0;
}
