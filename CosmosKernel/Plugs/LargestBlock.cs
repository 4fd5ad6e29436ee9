using Cosmos.Core;
using CosmosKernel.Cpu;

namespace CosmosKernel.Plugs;

/// <summary>
/// Which block of memory a heap can be made of: what lies at or above <see cref="DirectMap.Limit"/> does not count, for the kernel's window does
/// not show it; nor does the image, nor a module that the loader brought, though the memory map calls both available. (Limine puts modules right behind
/// the image, where Cosmos would begin its heap.)
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
    /// <returns>The block, whole pages, good until the next call; or null.</returns>
    public static RawMemoryMapBlock* Find(byte* entry, byte* end, uint entrySize, uint endOfKernel, byte* information)
    {
        uint most = 0;
        for (; entrySize >= sizeof(RawMemoryMapBlock) && entry + entrySize <= end; entry += entrySize)
        {
            var block = (RawMemoryMapBlock*)entry;
            if (block->Type != AvailableMemory || block->Address >= DirectMap.Limit)
            {
                continue;
            }

            ulong blockEnd = block->Address + block->Length;
            uint last = blockEnd < DirectMap.Limit ? (uint)blockEnd : DirectMap.Limit;
            uint first = block->Address < endOfKernel + BehindImage ? endOfKernel + BehindImage : (uint)block->Address;
            SpareModules(ref first, ref last, information);
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

    /// <summary>Of a block in which a module lies, the larger side of it is left.</summary>
    private static void SpareModules(ref uint first, ref uint last, byte* information)
    {
        uint length = MultibootTags.Length(*(uint*)information);
        uint* tag = MultibootTags.First(information, MultibootTags.InformationHead, length);
        for (; tag != null; tag = MultibootTags.Next(information, length, tag))
        {
            if (tag[0] == MultibootTags.Module && tag[1] >= ModuleTagBytes && tag[2] < last && tag[3] > first)
            {
                uint below = tag[2] > first ? tag[2] - first : 0;
                uint above = tag[3] < last ? last - tag[3] : 0;
                last = below > above ? tag[2] : last;
                first = below > above ? first : tag[3];
            }
        }
    }
}
