using Cosmos.Core;
using CosmosKernel.Cpu;

namespace CosmosKernel.Plugs;

/// <summary>
/// Which block of a memory map a heap can be made of: what lies at or above <see cref="DirectMap.Limit"/> does not count, for the
/// kernel's window does not show it; nor does what lies below the end of the image.
/// </summary>
public static unsafe class LargestBlock
{
    private const uint AvailableMemory = 1;
    private const uint PageSize = 4096;

    /// <summary>Cosmos' heap begins at the first whole page that is 1 KB or more behind the image.</summary>
    private const uint BehindImage = 2 * PageSize;

    private static RawMemoryMapBlock largest;

    /// <summary>Finds it.</summary>
    /// <param name="entry">The map's first entry.</param>
    /// <param name="end">The byte after its last.</param>
    /// <param name="entrySize">The distance from one to the next, at least 24 bytes; with less there is no answer.</param>
    /// <param name="endOfKernel">The address behind the image.</param>
    /// <returns>The block from its first whole page to its last, good until the next call; or null.</returns>
    public static RawMemoryMapBlock* Find(byte* entry, byte* end, uint entrySize, uint endOfKernel)
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
            uint last = blockEnd < DirectMap.Limit ? (uint)blockEnd & ~(PageSize - 1) : DirectMap.Limit;
            uint first = ((uint)block->Address + PageSize - 1) & ~(PageSize - 1);
            uint usable = first > endOfKernel + BehindImage ? first : endOfKernel + BehindImage;
            if (last > usable && last - usable > most)
            {
                most = last - usable;
                largest.Address = first;
                largest.Length = last - first;
                largest.Type = AvailableMemory;
            }
        }

        fixed (RawMemoryMapBlock* answer = &largest)
        {
            return most == 0 ? null : answer;
        }
    }
}
