namespace System;

/// <summary>Copies of plain memory; source and destination may overlap.</summary>
public static unsafe class Buffer
{
    public static void MemoryCopy(void* source, void* destination, long destinationSizeInBytes, long sourceBytesToCopy)
    {
        if (sourceBytesToCopy > destinationSizeInBytes || sourceBytesToCopy < 0)
            throw new ArgumentOutOfRangeException(nameof(sourceBytesToCopy));

        Memory.Copy(ref *(byte*)destination, ref *(byte*)source, (uint)sourceBytesToCopy);
    }

    public static void MemoryCopy(void* source, void* destination, ulong destinationSizeInBytes, ulong sourceBytesToCopy) =>
        MemoryCopy(source, destination, (long)destinationSizeInBytes, (long)sourceBytesToCopy);

    public static void BlockCopy(Array src, int srcOffset, Array dst, int dstOffset, int count)
    {
        Check(src, srcOffset, count);
        Check(dst, dstOffset, count);
        fixed (byte* source = &src.FirstElement, destination = &dst.FirstElement)
            Memory.Copy(ref destination[dstOffset], ref source[srcOffset], (uint)count);
    }

    /// <summary>Called by ilc's code to copy structs with references.</summary>
    internal static void BulkMoveWithWriteBarrier(ref byte destination, ref byte source, nuint byteCount) =>
        Memory.Copy(ref destination, ref source, (uint)byteCount);

    private static void Check(Array array, int offset, int count)
    {
        int length = array.Length * array.Type->ComponentSize;
        if ((uint)offset > (uint)length || (uint)count > (uint)(length - offset))
            throw new ArgumentOutOfRangeException(nameof(count));
    }
}
