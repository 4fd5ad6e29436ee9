using System.Runtime.CompilerServices;

namespace System.Threading;

/// <summary>
/// Reads and writes that really happen, in this order: for memory that hardware or an interrupt changes. No 64-bit ones: they
/// would be two accesses.
/// </summary>
public static class Volatile
{
    public static bool Read(ref bool location) => Unsafe.As<bool, VolatileBoolean>(ref location).Value;

    public static void Write(ref bool location, bool value) => Unsafe.As<bool, VolatileBoolean>(ref location).Value = value;

    public static byte Read(ref byte location) => Unsafe.As<byte, VolatileByte>(ref location).Value;

    public static void Write(ref byte location, byte value) => Unsafe.As<byte, VolatileByte>(ref location).Value = value;

    public static sbyte Read(ref sbyte location) => Unsafe.As<sbyte, VolatileSByte>(ref location).Value;

    public static void Write(ref sbyte location, sbyte value) => Unsafe.As<sbyte, VolatileSByte>(ref location).Value = value;

    public static short Read(ref short location) => Unsafe.As<short, VolatileInt16>(ref location).Value;

    public static void Write(ref short location, short value) => Unsafe.As<short, VolatileInt16>(ref location).Value = value;

    public static ushort Read(ref ushort location) => Unsafe.As<ushort, VolatileUInt16>(ref location).Value;

    public static void Write(ref ushort location, ushort value) => Unsafe.As<ushort, VolatileUInt16>(ref location).Value = value;

    public static int Read(ref int location) => Unsafe.As<int, VolatileInt32>(ref location).Value;

    public static void Write(ref int location, int value) => Unsafe.As<int, VolatileInt32>(ref location).Value = value;

    public static uint Read(ref uint location) => Unsafe.As<uint, VolatileUInt32>(ref location).Value;

    public static void Write(ref uint location, uint value) => Unsafe.As<uint, VolatileUInt32>(ref location).Value = value;

    public static nint Read(ref nint location) => Unsafe.As<nint, VolatileIntPtr>(ref location).Value;

    public static void Write(ref nint location, nint value) => Unsafe.As<nint, VolatileIntPtr>(ref location).Value = value;

    public static nuint Read(ref nuint location) => Unsafe.As<nuint, VolatileUIntPtr>(ref location).Value;

    public static void Write(ref nuint location, nuint value) => Unsafe.As<nuint, VolatileUIntPtr>(ref location).Value = value;

    public static float Read(ref float location) => Unsafe.As<float, VolatileSingle>(ref location).Value;

    public static void Write(ref float location, float value) => Unsafe.As<float, VolatileSingle>(ref location).Value = value;

    public static T Read<T>(ref T location)
        where T : class? => Unsafe.As<T>(Unsafe.As<T, VolatileObject>(ref location).Value)!;

    public static void Write<T>(ref T location, T value)
        where T : class? => Unsafe.As<T, VolatileObject>(ref location).Value = value;

    private struct VolatileBoolean
    {
        public volatile bool Value;
    }

    private struct VolatileByte
    {
        public volatile byte Value;
    }

    private struct VolatileSByte
    {
        public volatile sbyte Value;
    }

    private struct VolatileInt16
    {
        public volatile short Value;
    }

    private struct VolatileUInt16
    {
        public volatile ushort Value;
    }

    private struct VolatileInt32
    {
        public volatile int Value;
    }

    private struct VolatileUInt32
    {
        public volatile uint Value;
    }

    private struct VolatileIntPtr
    {
        public volatile nint Value;
    }

    private struct VolatileUIntPtr
    {
        public volatile nuint Value;
    }

    private struct VolatileSingle
    {
        public volatile float Value;
    }

    private struct VolatileObject
    {
        public volatile object? Value;
    }
}
