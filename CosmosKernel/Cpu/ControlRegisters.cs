namespace CosmosKernel.Cpu;

/// <summary>
/// The control registers (SDM vol. 3, 2.5) and the TLB. C# has no word for them: each method here is a declaration, and
/// <c>Plugs/ControlRegistersPlug.cs</c> gives it its one or two instructions. All need CPL 0.
/// </summary>
public static class ControlRegisters
{
    /// <summary>Reads CR0: protection, paging, write protection.</summary>
    /// <returns>The bits that are set.</returns>
    public static Cr0 ReadCr0() => throw new PlugMissingException();

    /// <summary>Writes CR0. Setting <see cref="Cr0.Paging"/> takes effect at the next instruction, which must be mapped.</summary>
    /// <param name="value">All bits, old and new.</param>
    public static void WriteCr0(Cr0 value) => throw new PlugMissingException();

    /// <summary>Reads CR2: the linear address that caused the last page fault.</summary>
    /// <returns>A linear address; stale unless a page fault has just been taken.</returns>
    public static uint ReadCr2() => throw new PlugMissingException();

    /// <summary>Reads CR3: the physical address of the paging structures in force.</summary>
    /// <returns>The address of the page directory (two-level) or of the page-directory-pointer table (PAE).</returns>
    public static uint ReadCr3() => throw new PlugMissingException();

    /// <summary>
    /// Loads CR3: from the next instruction on every linear address is translated by other tables. Drops all TLB entries but the
    /// global ones (SDM vol. 3, 4.10.4.1) and, under PAE, loads the four PDPTEs into the processor.
    /// </summary>
    /// <param name="physicalAddress">
    /// Of the top structure: 4 KB aligned (two-level) or 32-byte aligned (PAE), bits 3 and 4 being PWT and PCD.
    /// </param>
    public static void WriteCr3(uint physicalAddress) => throw new PlugMissingException();

    /// <summary>Reads CR4: the extensions that are on. Every processor since the Pentium has it.</summary>
    /// <returns>The bits that are set.</returns>
    public static Cr4 ReadCr4() => throw new PlugMissingException();

    /// <summary>Writes CR4. A bit that the processor does not know is a general-protection fault.</summary>
    /// <param name="value">All bits, old and new.</param>
    public static void WriteCr4(Cr4 value) => throw new PlugMissingException();

    /// <summary>INVLPG: drops the TLB's entry for one page, global or not (SDM vol. 3, 4.10.4.1).</summary>
    /// <param name="linearAddress">Any address in the page.</param>
    public static void InvalidatePage(uint linearAddress) => throw new PlugMissingException();

    /// <summary>
    /// Drops all of the TLB, the global entries too. Any change of CR4.PGE does that (SDM vol. 3, 4.10.4.1); where PGE is off there are no
    /// global ones, and a load of CR3 is enough.
    /// </summary>
    public static void InvalidateAll()
    {
        Cr4 extensions = ReadCr4();
        if ((extensions & Cr4.PageGlobalEnable) == 0)
        {
            WriteCr3(ReadCr3());
            return;
        }

        WriteCr4(extensions & ~Cr4.PageGlobalEnable);
        WriteCr4(extensions);
    }
}
