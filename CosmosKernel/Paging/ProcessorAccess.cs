using System;
using CosmosKernel.Cpu;

namespace CosmosKernel.Paging;

/// <summary>What of this processor decides an access: asked by CPUID and read from its control registers (SDM vol. 3, 4.1).</summary>
internal static class ProcessorAccess
{
    private const uint AddressSizeLeaf = 0x80000008;
    private const int BitsWithPae = 36;

    /// <summary>Whether CPUID tells how many bits a physical address has.</summary>
    public static bool TellsAddressSize => Processor.CpuidEax(AddressSizeLeaf & 0x80000000) >= AddressSizeLeaf;

    /// <summary>The processor as it is now. Not in a trap: CPUID is slow, and where there is a hypervisor, its work.</summary>
    /// <param name="format">The format in force.</param>
    /// <returns>All switches that an access of any kind depends on, but for EFLAGS.AC.</returns>
    public static AccessControl Read(PagingFormat format)
    {
        Cr4 cr4 = ControlRegisters.ReadCr4();
        AccessControlBits bits = AccessControlBits.None;
        bits |= (ControlRegisters.ReadCr0() & Cr0.WriteProtect) != 0 ? AccessControlBits.WriteProtect : AccessControlBits.None;
        bits |= (cr4 & Cr4.SupervisorExecutionPrevention) != 0 ? AccessControlBits.SupervisorExecutionPrevention : AccessControlBits.None;
        bits |= (cr4 & Cr4.SupervisorAccessPrevention) != 0 ? AccessControlBits.SupervisorAccessPrevention : AccessControlBits.None;
        return Make(format).With(bits);
    }

    /// <summary>
    /// The same without CR0.WP, SMEP and SMAP. EFER.NXE is not read: it is set before tables that have XD get in force, and without PAE it
    /// means nothing.
    /// </summary>
    /// <param name="format">The format in force.</param>
    /// <returns>What holds for every access.</returns>
    public static AccessControl Make(PagingFormat format)
    {
        AccessControlBits bits = AccessControlBits.None;
        bits |= (ControlRegisters.ReadCr4() & Cr4.PageSizeExtensions) != 0 ? AccessControlBits.PageSizeExtensions : AccessControlBits.None;
        bits |= format.HasExecuteDisable ? AccessControlBits.ExecuteDisable : AccessControlBits.None;
        bits |= Feature.IsPresent(Feature.BasicLeaf, Feature.PageAttributeTable)
            ? AccessControlBits.PageAttributeTable
            : AccessControlBits.None;
        bits |= Feature.IsPresent(Feature.BasicLeaf, Feature.WidePageSizeExtensions)
            ? AccessControlBits.WidePageSizeExtensions
            : AccessControlBits.None;
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

        return Feature.IsPresent(Feature.BasicLeaf, Feature.PhysicalAddressExtension)
            ? BitsWithPae
            : AccessControl.LeastPhysicalAddressBits;
    }
}
