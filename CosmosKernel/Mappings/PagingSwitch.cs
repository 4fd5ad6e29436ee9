using System;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Mappings;

/// <summary>
/// From the loader's world to the kernel's own tables. Under Cosmos there is no paging yet, and it is turned on. The embedded kit's high
/// kernel already runs on a two-level directory; to go from there to PAE, one page must be right in both readings at once.
/// </summary>
public static unsafe class PagingSwitch
{
    /// <summary>PDPTEs are the first 32 bytes of their page; in a two-level reading these are the entries for the lowest 32 MB.</summary>
    private const uint PointerTableBytes = 32;

    /// <summary>Puts tables in force, with write protection and everything else that the kernel relies on.</summary>
    /// <param name="tables">The kernel's own.</param>
    /// <param name="memory">Physical memory.</param>
    public static void TurnOn(PageTables tables, PhysicalMemory memory)
    {
        if (tables.Format.HasExecuteDisable)
        {
            Processor.EnableExecuteDisable();
        }

        bool isOn = (ControlRegisters.ReadCr0() & Cr0.Paging) != 0;
        bool bothReadings = isOn && tables.Format.CachesTopEntries;
        var rest = new Span<byte>(memory.Pointer(tables.Root) + PointerTableBytes, (int)(Frame.Size - PointerTableBytes));
        if (bothReadings)
        {
            // Until CR4.PAE is set the page is read as a directory, and it must go on mapping the kernel, which is beyond 32 MB.
            byte* loaders = memory.Pointer(new PhysicalAddress(ControlRegisters.ReadCr3()));
            new Span<byte>(loaders + PointerTableBytes, rest.Length).CopyTo(rest);
            ControlRegisters.WriteCr3(tables.Root.Value);
        }

        // With paging on, a change of PAE makes the processor load the PDPTEs from where CR3 points (SDM vol. 3, 4.4.1).
        ControlRegisters.WriteCr4(ControlRegisters.ReadCr4() | tables.Format.Control | Cr4.OsFxsr | Cr4.OsXmmExceptions);
        ControlRegisters.WriteCr3(tables.Root.Value);
        ControlRegisters.WriteCr0((ControlRegisters.ReadCr0() | Cr0.Paging | Cr0.WriteProtect | Cr0.NumericError | Cr0.MonitorCoprocessor) & ~Cr0.Emulation);
        if (Feature.IsPresent(Feature.BasicLeaf, Feature.GlobalPages))
        {
            // After paging, as SDM vol. 3, 2.5 demands. No entry has G=1 yet.
            ControlRegisters.WriteCr4(ControlRegisters.ReadCr4() | Cr4.PageGlobalEnable);
        }

        if (bothReadings)
        {
            PhysicalMemory.Zero(memory.Pointer(tables.Root) + PointerTableBytes, Frame.Size - PointerTableBytes);
        }
    }
}
