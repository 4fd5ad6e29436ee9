using System.Text;
using Cosmos.Core;
using Cosmos.Core.Multiboot;
using Cosmos.Core.Multiboot.Tags;

namespace CosmosKit.SelfTest.Checks;

/// <summary>What the loader left, and the processor.</summary>
public static unsafe class BootChecks
{
    private const uint CommandLineTag = 1;
    private const uint SectionsTag = 9;
    private const uint AvailableMemory = 1;
    private const uint SectionsHead = 20;

    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        report.Equal("memory-found", true, CPU.GetAmountOfRAM() >= 31);
        report.Equal("memory-map", true, Multiboot2.MemoryMapExists() && HasMemoryAtOneMegabyte());
        report.Equal("sections-end-with-the-image", CPU.GetEndOfKernel(), EndOfSections());
        report.Equal("stack-in-image", true, CPU.GetStackStart() <= CPU.GetEndOfKernel());
        ulong start = CPU.GetCPUUptime();
        report.Equal("timestamp-advances", true, CPU.GetCPUUptime() > start);
        bool were = CPU.DisableInterrupts();
        report.Equal("interrupts-disabled", false, were || CPU.mInterruptsEnabled);
    }

    /// <summary>Reads the command line.</summary>
    /// <returns>Its words.</returns>
    public static string CommandLine()
    {
        var text = new StringBuilder();
        for (byte* next = Find(CommandLineTag) + 8; *next != 0; next++)
        {
            text.Append((char)*next);
        }

        return text.ToString();
    }

    private static byte* Find(uint type)
    {
        var tag = (MB2Tag*)(Multiboot2.GetMBIAddress() + 8);
        while (tag->Type != type && tag->Type != 0)
        {
            tag = (MB2Tag*)((byte*)tag + ((tag->Size + 7) & ~7u));
        }

        return tag->Type == type ? (byte*)tag : null;
    }

    private static uint EndOfSections()
    {
        const uint Allocated = 2;

        var sections = (uint*)Find(SectionsTag);
        uint end = 0;
        for (uint i = 0; i < sections[2]; i++)
        {
            uint* section = (uint*)((byte*)sections + SectionsHead + (i * sections[3]));
            if ((section[2] & Allocated) != 0 && section[3] + section[5] > end)
            {
                end = section[3] + section[5];
            }
        }

        return end;
    }

    private static bool HasMemoryAtOneMegabyte()
    {
        foreach (MemoryMapBlock block in CPU.GetMemoryMap())
        {
            if (block.Type == AvailableMemory && block.Address == 0x100000)
            {
                return true;
            }
        }

        return false;
    }
}
