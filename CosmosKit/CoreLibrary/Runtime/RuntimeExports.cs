using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Boxing and unboxing: ilc calls these by name.</summary>
internal static unsafe class RuntimeExports
{
    public static object? RhBox(MethodTable* type, ref byte data)
    {
        ref byte value = ref data;
        if (type->IsNullable)
        {
            // A nullable is boxed as its value, or as null.
            if (data == 0)
                return null;

            value = ref Unsafe.Add(ref data, (int)type->NullableValueOffset);
            type = type->GenericArgument(0);
        }

        object box = Allocator.New(type);
        Memory.Copy(ref box.FirstField, ref value, type->ValueSize);
        return box;
    }

    public static ref byte RhUnbox2(MethodTable* type, object obj)
    {
        if (!IsUnboxableAs(obj.Type, type))
            throw new InvalidCastException();

        return ref obj.FirstField;
    }

    public static void RhUnboxNullable(ref byte data, MethodTable* nullableType, object? obj)
    {
        MethodTable* type = nullableType->GenericArgument(0);
        if (obj is null)
        {
            Memory.Zero(ref data, nullableType->ValueSize);
            return;
        }

        if (!IsUnboxableAs(obj.Type, type))
            throw new InvalidCastException();

        data = 1;
        Memory.Copy(ref Unsafe.Add(ref data, (int)nullableType->NullableValueOffset), ref obj.FirstField, type->ValueSize);
    }

    /// <summary>The check alone, where the JIT unboxes by itself.</summary>
    public static void RhUnboxTypeTest(MethodTable* type, MethodTable* boxType)
    {
        if (!IsUnboxableAs(boxType, type))
            throw new InvalidCastException();
    }

    // An enumeration and its underlying type may stand for each other.
    private static bool IsUnboxableAs(MethodTable* boxed, MethodTable* type) =>
        boxed == type || (boxed->IsPrimitiveOrEnum && boxed->ElementType == type->ElementType);
}
