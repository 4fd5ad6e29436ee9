using System;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Internal.Runtime;

/// <summary>
/// Objects, one after the other, never freed. Each begins with a header word, which has no use here; the reference points behind
/// it, to the method table. ilc calls the exported methods by name.
/// </summary>
internal static unsafe class Allocator
{
    private const uint HeaderSize = 4;
    private const uint Alignment = 8;

    [RuntimeExport("RhpNewFast")]
    public static object New(MethodTable* type) => Allocate(type, type->BaseSize);

    [RuntimeExport("RhNewObject")]
    public static object NewObject(MethodTable* type) => New(type);

    /// <summary>Finalizers never run.</summary>
    [RuntimeExport("RhpNewFinalizable")]
    public static object NewFinalizable(MethodTable* type) => New(type);

    [RuntimeExport("RhpNewArrayFast")]
    public static object NewArray(MethodTable* type, int length)
    {
        if (length < 0)
            throw new OverflowException();

        ulong size = type->BaseSize + (ulong)(uint)length * type->ComponentSize;
        if (size > int.MaxValue)
            throw new OutOfMemoryException();

        object array = Allocate(type, (uint)size);
        Unsafe.As<byte, int>(ref array.FirstField) = length;
        return array;
    }

    [RuntimeExport("RhNewArray")]
    public static object NewArrayOfAnySize(MethodTable* type, int length) => NewArray(type, length);

    [RuntimeExport("RhpNewPtrArrayFast")]
    public static object NewArrayOfReferences(MethodTable* type, int length) => NewArray(type, length);

    private static object Allocate(MethodTable* type, uint size)
    {
        byte* start = Heap.Take((size + Alignment - 1) & ~(Alignment - 1));
        Memory.Fill(start, 0, size);
        byte* address = start + HeaderSize;
        *(MethodTable**)address = type;
        return Unsafe.As<nint, object>(ref *(nint*)&address);
    }
}
