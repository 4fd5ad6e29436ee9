using System.Runtime.InteropServices;

namespace CosmosKernel.Memory;

/// <summary>
/// Sixty-four bytes at a time: what frames are cleared and copied by. A compiler that has XMM registers moves one in four instructions
/// each way; one that has not is no worse off than with words.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct MemoryBlock
{
    private const uint Size = 64;

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
    /// <param name="bytes">How many; a multiple of 4.</param>
    public static void Zero(byte* start, uint bytes)
    {
        byte* end = start + bytes;
        byte* at = start;
        for (; end - at >= Size; at += Size)
        {
            *(MemoryBlock*)at = default;
        }

        for (; at < end; at += sizeof(uint))
        {
            *(uint*)at = 0;
        }
    }

    /// <summary>Copies memory, upwards: the two pieces may overlap only if the destination is the lower one.</summary>
    /// <param name="source">First byte.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="bytes">How many; any number.</param>
    public static void Copy(byte* source, byte* destination, uint bytes)
    {
        uint done = 0;
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
