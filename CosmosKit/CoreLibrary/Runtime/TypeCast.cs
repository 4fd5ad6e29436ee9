using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>Casts and type checks: ilc calls these by name.</summary>
internal static unsafe class TypeCast
{
    // Signed and unsigned integers of one size are interchangeable as elements of arrays.
    private const uint LastInteger = 0x0d;
    private const uint FirstReference = 0x14;
    private const byte Covariant = 1;
    private const byte Contravariant = 2;

    public static object? IsInstanceOfClass(MethodTable* target, object? obj) => obj is not null && Derives(obj.Type, target) ? obj : null;

    public static object? IsInstanceOfInterface(MethodTable* target, object? obj) =>
        obj is not null && Implements(obj.Type, target) ? obj : null;

    public static object? IsInstanceOfAny(MethodTable* target, object? obj) =>
        obj is not null && IsAssignable(obj.Type, target) ? obj : null;

    public static bool IsInstanceOfException(MethodTable* target, object? obj) => obj is not null && Derives(obj.Type, target);

    public static object? CheckCastClass(MethodTable* target, object? obj) =>
        obj is null || Derives(obj.Type, target) ? obj : throw new InvalidCastException();

    public static object? CheckCastClassSpecial(MethodTable* target, object? obj) => CheckCastClass(target, obj);

    public static object? CheckCastInterface(MethodTable* target, object? obj) =>
        obj is null || Implements(obj.Type, target) ? obj : throw new InvalidCastException();

    public static object? CheckCastAny(MethodTable* target, object? obj) =>
        obj is null || IsAssignable(obj.Type, target) ? obj : throw new InvalidCastException();

    /// <summary>Stores into an array of references.</summary>
    public static void StelemRef(object?[] array, nint index, object? obj)
    {
        if ((nuint)index >= (uint)array.Length)
            throw new IndexOutOfRangeException();
        if (obj is not null && !IsAssignable(obj.Type, array.Type->RelatedType))
            throw new ArrayTypeMismatchException();

        Unsafe.Add(ref Unsafe.As<byte, object?>(ref array.FirstElement), (int)index) = obj;
    }

    /// <summary>The address of an element of an array of references, for writing: the type must be exactly right.</summary>
    public static ref object? LdelemaRef(object?[] array, nint index, MethodTable* elementType)
    {
        if ((nuint)index >= (uint)array.Length)
            throw new IndexOutOfRangeException();
        if (array.Type->RelatedType != elementType)
            throw new ArrayTypeMismatchException();

        return ref Unsafe.Add(ref Unsafe.As<byte, object?>(ref array.FirstElement), (int)index);
    }

    /// <summary>Whether one generic interface or delegate type serves as another of the same definition, by variance.</summary>
    internal static bool AreVariants(MethodTable* source, MethodTable* target)
    {
        if (!source->HasVariance || !target->HasVariance || source->GenericDefinition != target->GenericDefinition)
            return false;

        byte* variances = source->GenericDefinition->Variances;
        for (int i = 0; i < source->GenericDefinition->GenericParameterCount; i++)
        {
            MethodTable* from = source->GenericArgument(i);
            MethodTable* to = target->GenericArgument(i);
            bool areCompatible = variances[i] switch
            {
                Covariant => IsReferenceConversion(from, to),
                Contravariant => IsReferenceConversion(to, from),
                _ => false,
            };
            if (from != to && !areCompatible)
                return false;
        }

        return true;
    }

    internal static bool IsAssignable(MethodTable* source, MethodTable* target)
    {
        if (target->IsArray)
            return source->IsArray && AreElementsCompatible(source->RelatedType, target->RelatedType);

        return target->IsInterface ? Implements(source, target) : Derives(source, target);
    }

    private static bool AreElementsCompatible(MethodTable* source, MethodTable* target)
    {
        if (source == target)
            return true;

        bool areIntegers = source->ElementType <= LastInteger && target->ElementType <= LastInteger;
        return areIntegers ? source->ValueSize == target->ValueSize : IsReferenceConversion(source, target);
    }

    private static bool IsReferenceConversion(MethodTable* source, MethodTable* target) =>
        source->ElementType >= FirstReference && IsAssignable(source, target);

    private static bool Derives(MethodTable* type, MethodTable* target)
    {
        for (MethodTable* current = type; current is not null; current = current->BaseType)
        {
            if (current == target)
                return true;
        }

        return AreVariants(type, target);
    }

    private static bool Implements(MethodTable* type, MethodTable* target)
    {
        if (type == target)
            return true;

        for (int i = 0; i < type->InterfaceCount; i++)
        {
            if (type->Interfaces[i] == target)
                return true;
        }

        for (int i = 0; i < type->InterfaceCount; i++)
        {
            if (AreVariants(type->Interfaces[i], target))
                return true;
        }

        return false;
    }
}
