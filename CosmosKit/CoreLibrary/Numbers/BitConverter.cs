using System.Runtime.CompilerServices;

namespace System;

/// <summary>The bits of floating-point numbers, and numbers in byte arrays.</summary>
public static unsafe class BitConverter
{
    public static readonly bool IsLittleEndian = true;

    public static long DoubleToInt64Bits(double value) => *(long*)&value;

    public static double Int64BitsToDouble(long value) => *(double*)&value;

    public static int SingleToInt32Bits(float value) => *(int*)&value;

    public static float Int32BitsToSingle(int value) => *(float*)&value;

    public static ushort ToUInt16(byte[] value, int startIndex) => Read<ushort>(value, startIndex);

    public static int ToInt32(byte[] value, int startIndex) => Read<int>(value, startIndex);

    public static uint ToUInt32(byte[] value, int startIndex) => Read<uint>(value, startIndex);

    public static ulong ToUInt64(byte[] value, int startIndex) => Read<ulong>(value, startIndex);

    private static T Read<T>(byte[] value, int startIndex)
        where T : unmanaged
    {
        if ((uint)startIndex > (uint)value.Length || value.Length - startIndex < sizeof(T))
            throw new ArgumentOutOfRangeException(nameof(startIndex));

        fixed (byte* bytes = value)
            return Unsafe.ReadUnaligned<T>(bytes + startIndex);
    }
}
