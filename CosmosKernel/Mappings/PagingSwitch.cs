using System;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// From one set of tables to another of any format: from the loader's world to the kernel's own tables, and later from one format to the
/// other. Under Cosmos there is no paging at first, and it is turned on. A kernel that lies at its physical addresses can turn it off for a
/// moment. The high kernel cannot: to go from one format to the other, one page must be right in both readings at once.
/// </summary>
internal static unsafe class PagingSwitch
{
    /// <summary>PDPTEs are the first 32 bytes of their page; in a two-level reading these are the entries for the lowest 32 MB.</summary>
    private const uint PointerTableBytes = 32;

    /// <summary>Puts tables in force, with write protection and everything else that the kernel relies on.</summary>
    /// <param name="tables">The kernel's own.</param>
    /// <param name="memory">Physical memory.</param>
    /// <param name="layout">Where the kernel is.</param>
    public static void TurnOn(PageTables tables, PhysicalMemory memory, KernelLayout layout)
    {
        if (tables.Format.HasExecuteDisable)
        {
            Processor.EnableExecuteDisable();
        }

        // Nothing stays of what was there before: Cosmos sets PCE, and ring 3 could execute RDPMC. And nothing of PGE yet: a change of it
        // empties the TLB of global entries, too, and after paging is on it may be set again (SDM vol. 3, 2.5).
        Cr4 control = tables.Format.Control | (Feature.HasXmmRegisters() ? Cr4.OsFxsr | Cr4.OsXmmExceptions : Cr4.None);
        bool isOn = (ControlRegisters.ReadCr0() & Cr0.Paging) != 0;
        bool changesFormat = isOn && ((ControlRegisters.ReadCr4() ^ control) & Cr4.PhysicalAddressExtension) != 0;
        if (changesFormat && layout.PageOffset == 0)
        {
            ControlRegisters.WriteCr0(ControlRegisters.ReadCr0() & ~Cr0.Paging);
            ControlRegisters.WriteCr4(control);
        }
        else if (changesFormat)
        {
            ChangeFormat(tables, memory, control);
        }
        else
        {
            ControlRegisters.WriteCr4(control);
        }

        ControlRegisters.WriteCr3(tables.Root.Value);
        const Cr0 wanted = Cr0.Paging | Cr0.WriteProtect | Cr0.AlignmentMask | Cr0.NumericError | Cr0.MonitorCoprocessor;
        ControlRegisters.WriteCr0((ControlRegisters.ReadCr0() | wanted) & ~Cr0.Emulation);
        if (Feature.IsPresent(Feature.BasicLeaf, Feature.GlobalPages))
        {
            ControlRegisters.WriteCr4(ControlRegisters.ReadCr4() | Cr4.PageGlobalEnable);
        }
    }

    /// <summary>
    /// Changes CR4.PAE with paging on. The page of the PDPTEs, whichever side has it, gets the directory's entries behind them: read as a
    /// directory, it goes on mapping the kernel, which is beyond 32 MB.
    /// </summary>
    private static void ChangeFormat(PageTables tables, PhysicalMemory memory, Cr4 control)
    {
        PhysicalAddress inForce = new(ControlRegisters.ReadCr3());
        bool toPointers = tables.Format.CachesTopEntries;
        byte* pointers = memory.Pointer(toPointers ? tables.Root : inForce) + PointerTableBytes;
        byte* directory = memory.Pointer(toPointers ? inForce : tables.Root) + PointerTableBytes;
        const int bytes = (int)(Frame.Size - PointerTableBytes);
        new Span<byte>(directory, bytes).CopyTo(new Span<byte>(pointers, bytes));
        if (toPointers)
        {
            ControlRegisters.WriteCr3(tables.Root.Value);
        }

        // The processor empties its TLB, and loads the PDPTEs from where CR3 points (SDM vol. 3, 4.4.1), or drops them.
        ControlRegisters.WriteCr4(control);
        ControlRegisters.WriteCr3(tables.Root.Value);
        PhysicalMemory.Zero(pointers, bytes);
    }
}
