namespace System.Runtime.CompilerServices;

/// <summary>Views of memory as other types. ilc replaces the bodies of the intrinsic ones.</summary>
public static unsafe class Unsafe
{
    [Intrinsic]
    public static extern void* AsPointer<T>(ref T value);

    [Intrinsic]
    public static extern T As<T>(object? value)
        where T : class?;

    [Intrinsic]
    public static extern ref TTo As<TFrom, TTo>(ref TFrom source);

    [Intrinsic]
    public static extern ref T AsRef<T>(void* source);

    [Intrinsic]
    public static extern int SizeOf<T>();

    [Intrinsic]
    public static extern ref T AddByteOffset<T>(ref T source, nint byteOffset);

    public static ref T Add<T>(ref T source, int elementOffset) => ref AddByteOffset(ref source, elementOffset * SizeOf<T>());

    public static T ReadUnaligned<T>(void* source) => AsRef<T>(source);

    public static void WriteUnaligned<T>(void* destination, T value) => AsRef<T>(destination) = value;

    public static void InitBlock(void* startAddress, byte value, uint byteCount) => Memory.Fill((byte*)startAddress, value, byteCount);

    public static void CopyBlock(void* destination, void* source, uint byteCount) =>
        Memory.Copy((byte*)destination, (byte*)source, byteCount);
}
