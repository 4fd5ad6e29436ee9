using Cosmos.Core;
using Cosmos.Core.Multiboot;
using Cosmos.Core.Multiboot.Tags;
using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;

namespace CosmosKernel.Plugs;

/// <summary>
/// Two methods of Cosmos' own class, in C#: what they do by themselves does not go with paging and ring 3. Cosmos' plugs for that
/// class come first in IL2CPU's list, but have neither of these methods.
/// </summary>
[Plug(Target = typeof(CPU))]
public static unsafe class CosmosCpuPlug
{
    /// <summary>Tag and version before the entries (Multiboot 2 specification, 3.6.8).</summary>
    private const uint EntriesOffset = 16;

    /// <summary>Turns interrupts on, unless <see cref="Processor.KeepsInterruptsOff"/>.</summary>
    [PlugMethod]
    public static void EnableInterrupts()
    {
        if (!Processor.KeepsInterruptsOff)
        {
            CPU.mInterruptsEnabled = true;
            Processor.EnableInterrupts();
        }
    }

    /// <summary>
    /// The memory that Cosmos' heap is made of: <see cref="LargestBlock"/> where Cosmos takes the longest block there is, wherever it is.
    /// It runs before there is a heap, so nothing in it allocates.
    /// </summary>
    /// <returns>The block; null if the loader left no memory map, or no memory counts.</returns>
    [PlugMethod]
    public static RawMemoryMapBlock* GetLargestMemoryBlock()
    {
        MemoryMap* map = Multiboot2.MemoryMap;
        uint information = Multiboot2.GetMBIAddress();
        return map == null
            ? null
            : LargestBlock.Find(
                (byte*)map + EntriesOffset, (byte*)map + map->Size, map->EntrySize, CPU.GetEndOfKernel(), (byte*)information, information);
    }
}
