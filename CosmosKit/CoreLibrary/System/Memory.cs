using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>The string instructions of the CPU, for the library itself.</summary>
internal static unsafe class Memory
{
    public static void Copy(ref byte destination, ref byte source, uint bytes)
    {
        fixed (byte* to = &destination, from = &source)
            Copy(to, from, bytes);
    }

    public static void Zero(ref byte destination, uint bytes)
    {
        fixed (byte* to = &destination)
            Fill(to, 0, bytes);
    }

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "kit_copy")]
    public static extern void Copy(byte* destination, byte* source, uint bytes);

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "kit_fill")]
    public static extern void Fill(byte* destination, uint value, uint bytes);
}

/// <summary>What ilc calls for block copies and fills that it does not write out.</summary>
internal static class SpanHelpers
{
    public static void Memmove(ref byte dest, ref byte src, nuint len) => Memory.Copy(ref dest, ref src, (uint)len);

    public static void ClearWithoutReferences(ref byte dest, nuint len) => Memory.Zero(ref dest, (uint)len);

    public static unsafe void Fill(ref byte dest, byte value, nuint len)
    {
        fixed (byte* to = &dest)
            Memory.Fill(to, value, (uint)len);
    }
}
