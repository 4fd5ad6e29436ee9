using Cosmos.Core;
using CosmosKernel.Cpu;

namespace CosmosKernel.Plugs;

/// <summary>
/// Which block of memory a heap can be made of: what lies at or above <see cref="DirectMap.Limit"/> does not count, for the kernel's window
/// does not show it; nor do the image, a module that the loader brought, and the loader's information, though the memory map calls all of
/// it available. (Limine puts modules right behind the image, where Cosmos would begin its heap.)
/// </summary>
public static unsafe class LargestBlock
{
    private const uint AvailableMemory = 1;
    private const uint PageSize = 4096;
    private const uint ModuleTagBytes = 16;

    /// <summary>What Cosmos leaves free between its image and its heap, at least.</summary>
    private const uint BehindImage = 1024;

    private static RawMemoryMapBlock largest;

    /// <summary>Finds it.</summary>
    /// <param name="entry">The map's first entry.</param>
    /// <param name="end">The byte after its last.</param>
    /// <param name="entrySize">The distance from one to the next, at least 24 bytes; with less there is no answer.</param>
    /// <param name="endOfKernel">The address behind the image.</param>
    /// <param name="information">What the loader left: the size of it all, a doubleword, and tags.</param>
    /// <param name="informationAddress">The physical address of that; for Cosmos, the same number.</param>
    /// <returns>The block, whole pages, good until the next call; or null.</returns>
    public static RawMemoryMapBlock* Find(
        byte* entry, byte* end, uint entrySize, uint endOfKernel, byte* information, uint informationAddress)
    {
        uint most = 0;
        uint length = MultibootTags.Length(*(uint*)information);
        for (; entrySize >= sizeof(RawMemoryMapBlock) && entry <= end && (uint)(end - entry) >= entrySize; entry += entrySize)
        {
            var block = (RawMemoryMapBlock*)entry;
            if (block->Type != AvailableMemory || block->Address >= DirectMap.Limit)
            {
                continue;
            }

            // The end itself may lie beyond what 64 bits hold.
            uint last = block->Length < DirectMap.Limit - block->Address ? (uint)(block->Address + block->Length) : DirectMap.Limit;
            uint first = block->Address < endOfKernel + BehindImage ? endOfKernel + BehindImage : (uint)block->Address;
            Spare(informationAddress, informationAddress + length, ref first, ref last);
            SpareModules(information, length, ref first, ref last);
            first = (first + PageSize - 1) & ~(PageSize - 1);
            last &= ~(PageSize - 1);
            if (last > first && last - first > most)
            {
                most = last - first;
                largest.Address = first;
                largest.Length = most;
                largest.Type = AvailableMemory;
            }
        }

        fixed (RawMemoryMapBlock* answer = &largest)
        {
            return most == 0 ? null : answer;
        }
    }

    private static void SpareModules(byte* information, uint length, ref uint first, ref uint last)
    {
        uint* tag = MultibootTags.First(information, MultibootTags.InformationHead, length);
        for (; tag != null; tag = MultibootTags.Next(information, length, tag))
        {
            if (tag[0] == MultibootTags.Module && tag[1] >= ModuleTagBytes)
            {
                Spare(tag[2], tag[3], ref first, ref last);
            }
        }
    }

    /// <summary>Of a block in which something lies, the larger side of it is left.</summary>
    private static void Spare(uint from, uint to, ref uint first, ref uint last)
    {
        if (from >= last || to <= first)
        {
            return;
        }

        uint below = from > first ? from - first : 0;
        uint above = to < last ? last - to : 0;
        if (below > above)
        {
            last = from;
        }
        else
        {
            first = last - above;
        }
    }
}
