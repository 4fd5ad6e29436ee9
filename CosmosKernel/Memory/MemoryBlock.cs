using System.Runtime.InteropServices;

namespace CosmosKernel.Memory;

/// <summary>
/// Sixty-four bytes at a time, and four of these in a turn of the loop: what frames are cleared and copied by. A compiler that has XMM
/// registers moves one in four instructions each way; one that has not is no worse off than with words.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MemoryBlock
{
    private const uint Size = 64;
    private const uint Turn = 4 * Size;

#pragma warning disable CS0169 // only moved as a whole
    private readonly ulong first;
    private readonly ulong second;
    private readonly ulong third;
    private readonly ulong fourth;
    private readonly ulong fifth;
    private readonly ulong sixth;
    private readonly ulong seventh;
    private readonly ulong eighth;
#pragma warning restore CS0169

    /// <summary>Fills memory with zeros.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">How many; of a number that is no multiple of 4, the rest is left as it is.</param>
    public static void Zero(byte* start, uint bytes)
    {
        byte* at = start;
        for (; bytes >= Turn; bytes -= Turn)
        {
            var block = (MemoryBlock*)at;
            block[0] = default;
            block[1] = default;
            block[2] = default;
            block[3] = default;
            at += Turn;
        }

        for (; bytes >= Size; bytes -= Size)
        {
            *(MemoryBlock*)at = default;
            at += Size;
        }

        for (; bytes >= sizeof(uint); bytes -= sizeof(uint))
        {
            *(uint*)at = 0;
            at += sizeof(uint);
        }
    }

    /// <summary>Copies memory, upwards: the two ranges may overlap only if the destination is the lower one.</summary>
    /// <param name="source">First byte.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="bytes">How many; any number.</param>
    public static void Copy(byte* source, byte* destination, uint bytes)
    {
        uint done = 0;
        for (; bytes - done >= Turn; done += Turn)
        {
            var from = (MemoryBlock*)(source + done);
            var to = (MemoryBlock*)(destination + done);
            to[0] = from[0];
            to[1] = from[1];
            to[2] = from[2];
            to[3] = from[3];
        }

        for (; bytes - done >= Size; done += Size)
        {
            *(MemoryBlock*)(destination + done) = *(MemoryBlock*)(source + done);
        }

        for (; bytes - done >= sizeof(uint); done += sizeof(uint))
        {
            *(uint*)(destination + done) = *(uint*)(source + done);
        }

        for (; done < bytes; done++)
        {
            destination[done] = source[done];
        }
    }
}
