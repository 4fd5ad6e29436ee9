using System.Collections.Generic;
using Cosmos.Core.Multiboot;
using IL2CPU.API.Attribs;

namespace Cosmos.Core;

/// <summary>The processor and the memory that the loader found.</summary>
public static unsafe class CPU
{
    /// <summary>Whether <see cref="EnableInterrupts"/> was called last, not <see cref="DisableInterrupts"/>.</summary>
    public static bool mInterruptsEnabled;

    /// <summary>Gives the amount of memory, without what lies behind the hole for devices.</summary>
    /// <returns>Megabytes above the first.</returns>
    public static uint GetAmountOfRAM() => Multiboot2.GetMemUpper() / 1024;

    /// <summary>Gives the end of the kernel's image.</summary>
    /// <returns>The linear address of the first byte behind it, a multiple of 4096.</returns>
    [PlugMethod(PlugRequired = true)]
    public static uint GetEndOfKernel() => throw null!;

    /// <summary>Gives the start of the boot stack, which grows down.</summary>
    /// <returns>The linear address behind its first doubleword.</returns>
    [PlugMethod(PlugRequired = true)]
    public static uint GetStackStart() => throw null!;

    /// <summary>Writes zeros.</summary>
    /// <param name="aStartAddress">The linear address of the first byte.</param>
    /// <param name="aLength">How many bytes.</param>
    [PlugMethod(PlugRequired = true)]
    public static void ZeroFill(uint aStartAddress, uint aLength) => throw null!;

    /// <summary>Waits for an interrupt (<c>hlt</c>).</summary>
    [PlugMethod(PlugRequired = true)]
    public static void Halt() => throw null!;

    /// <summary>Resets the machine through the keyboard controller.</summary>
    public static void Reboot()
    {
        const int ControllerPort = 0x64;
        const byte InputFull = 2;
        const byte PulseReset = 0xFE;

        DisableInterrupts();
        while ((IOPort.Read8(ControllerPort) & InputFull) != 0)
        {
        }

        IOPort.Write8(ControllerPort, PulseReset);
        Halt();
    }

    /// <summary>Lets the processor take interrupts (<c>sti</c>).</summary>
    public static void EnableInterrupts()
    {
        mInterruptsEnabled = true;
        DoEnableInterrupts();
    }

    /// <summary>Keeps the processor from taking interrupts (<c>cli</c>).</summary>
    /// <returns>Whether they were enabled.</returns>
    public static bool DisableInterrupts()
    {
        DoDisableInterrupts();
        bool wereEnabled = mInterruptsEnabled;
        mInterruptsEnabled = false;
        return wereEnabled;
    }

    /// <summary>Gives the number of processor cycles since reset (<c>rdtsc</c>).</summary>
    /// <returns>Cycles.</returns>
    public static ulong GetCPUUptime() => ReadTimestampCounter();

    /// <summary>Gives the memory map as the firmware reported it.</summary>
    /// <returns>One block for each entry; empty if the loader gave no map.</returns>
    public static MemoryMapBlock[] GetMemoryMap()
    {
        var blocks = new List<MemoryMapBlock>();
        foreach (RawMemoryMapBlock block in MultibootReader.MemoryMap((byte*)Multiboot2.GetMBIAddress()))
        {
            blocks.Add(new MemoryMapBlock { Address = block.Address, Length = block.Length, Type = block.Type });
        }

        return blocks.ToArray();
    }

    /// <summary>
    /// Gives the longest block of the memory map that is memory. The kit itself asks for it nowhere; see <see cref="Memory.RAT"/>.
    /// </summary>
    /// <returns>An entry of the boot information; null if there is none.</returns>
    public static RawMemoryMapBlock* GetLargestMemoryBlock()
    {
        const uint AvailableMemory = 1;
        const uint EntriesOffset = 16;

        RawMemoryMapBlock* longest = null;
        byte* map = (byte*)Multiboot2.MemoryMap;
        for (uint at = EntriesOffset; map != null
            && at + Multiboot2.MemoryMap->EntrySize <= Multiboot2.MemoryMap->Size; at += Multiboot2.MemoryMap->EntrySize)
        {
            var block = (RawMemoryMapBlock*)(map + at);
            if (block->Type == AvailableMemory && (longest == null || block->Length > longest->Length))
            {
                longest = block;
            }
        }

        return longest;
    }

    [PlugMethod(PlugRequired = true)]
    private static void DoEnableInterrupts() => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static void DoDisableInterrupts() => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static ulong ReadTimestampCounter() => throw null!;
}
