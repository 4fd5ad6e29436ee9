using System.Collections.Generic;
using Cosmos.Core.Multiboot;
using Cosmos.Core.Multiboot.Tags;

namespace Cosmos.Core.Memory;

/// <summary>A range of physical addresses, both ends at multiples of 4096 when it is memory to hand out.</summary>
internal readonly unsafe struct MemoryRun
{
    private const uint AvailableMemory = 1;

    // Below are the BIOS's data and the loader's; above ends the part of memory that the kernel's gigabyte can show.
    private const uint Lowest = 1 << 20;
    private const uint Highest = 896u << 20;

    /// <summary>Makes a range.</summary>
    /// <param name="start">Its first address.</param>
    /// <param name="end">The address after its last.</param>
    public MemoryRun(uint start, uint end)
    {
        Start = start;
        End = end;
    }

    /// <summary>The first address.</summary>
    public uint Start { get; }

    /// <summary>The address after the last.</summary>
    public uint End { get; }

    private uint Length => End > Start ? End - Start : 0;

    /// <summary>Finds the longest run of memory in which neither the image, nor a module, nor the boot information lies.</summary>
    /// <param name="information">The boot information, in the form of Multiboot 2.</param>
    /// <param name="informationAddress">Its physical address.</param>
    /// <param name="image">The kernel's image.</param>
    /// <returns>The run; an empty one if there is none.</returns>
    public static MemoryRun Largest(byte* information, uint informationAddress, MemoryRun image)
    {
        List<MemoryRun> taken = Taken(information);
        taken.Add(image);
        taken.Add(new MemoryRun(informationAddress, informationAddress + *(uint*)information));

        MemoryRun largest = default;
        foreach (RawMemoryMapBlock block in MultibootReader.MemoryMap(information))
        {
            if (block.Type != AvailableMemory || block.Address >= Highest)
            {
                continue;
            }

            ulong end = block.Address + block.Length;
            uint limit = end < Highest ? (uint)end & ~(RAT.PageSize - 1) : Highest;
            largest = Longer(largest, From(RoundUp((uint)block.Address), limit, taken));
            foreach (MemoryRun obstacle in taken)
            {
                if (obstacle.End >= block.Address)
                {
                    largest = Longer(largest, From(RoundUp(obstacle.End), limit, taken));
                }
            }
        }

        return largest;
    }

    private static List<MemoryRun> Taken(byte* information)
    {
        var taken = new List<MemoryRun> { new MemoryRun(0, Lowest) };
        for (MB2Tag* tag = MultibootReader.First(information); tag != null; tag = MultibootReader.Next(information, tag))
        {
            if (tag->Type == (uint)MultibootTag.Module)
            {
                taken.Add(new MemoryRun(((uint*)tag)[2], ((uint*)tag)[3]));
            }
        }

        return taken;
    }

    /// <summary>What is free from an address on: nothing, if it is taken itself.</summary>
    private static MemoryRun From(uint start, uint limit, List<MemoryRun> taken)
    {
        uint end = limit;
        foreach (MemoryRun obstacle in taken)
        {
            if (obstacle.Length != 0 && obstacle.End > start && obstacle.Start < end)
            {
                end = obstacle.Start & ~(RAT.PageSize - 1);
            }
        }

        return new MemoryRun(start, end);
    }

    private static MemoryRun Longer(MemoryRun one, MemoryRun other) => other.Length > one.Length ? other : one;

    private static uint RoundUp(uint address) => (address + RAT.PageSize - 1) & ~(RAT.PageSize - 1);
}
