using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Internal.Runtime;

/// <summary>
/// What ilc lays out for each type and every object points to. After these fields come the virtual methods, the interfaces,
/// and optional fields in this order: type manager, writable data, dispatch map, finalizer, sealed methods,
/// generic definition, generic arguments; each a 32-bit distance from where it stands.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MethodTable
{
    private const uint KindMask = 0x0003_0000;
    private const uint KindParameterized = 0x0002_0000;
    private const uint HasDispatchMapFlag = 0x0004_0000;
    private const uint HasFinalizerFlag = 0x0010_0000;
    private const uint HasSealedMethodsFlag = 0x0040_0000;
    private const uint HasVarianceFlag = 0x0080_0000;
    private const uint IsGenericFlag = 0x0200_0000;
    private const int ElementTypeShift = 26;
    private const uint ElementTypeMask = 0x1f;
    private const uint ElementTypeValueType = 0x10;
    private const uint ElementTypeNullable = 0x12;
    private const uint ElementTypeInterface = 0x15;
    private const uint ElementTypeArray = 0x18;
    private const int PaddingShift = 5;
    private const uint PaddingMask = 7;
    private const int NullableOffsetShift = 8;

    // The header in front of each object, and its pointer to the method table.
    private const uint ObjectOverhead = 8;

    private readonly uint _flags;
    private readonly uint _baseSize;
    private readonly MethodTable* _related;
    private readonly ushort _virtualMethods;
    private readonly ushort _interfaces;
    private readonly uint _hashCode;

    public readonly uint BaseSize => _baseSize;

    public readonly ushort ComponentSize => (int)_flags < 0 ? (ushort)_flags : (ushort)0;

    /// <summary>The size of a value type's fields, without the padding of its boxed form.</summary>
    public readonly uint ValueSize => _baseSize - ObjectOverhead - ((_flags >> PaddingShift) & PaddingMask);

    /// <summary>Where the value lies in a nullable of this type.</summary>
    public readonly uint NullableValueOffset => 1u << (int)((_flags >> NullableOffsetShift) & 7);

    public readonly uint ElementType => (_flags >> ElementTypeShift) & ElementTypeMask;

    /// <summary>Enumerations count as the integers that they are.</summary>
    public readonly bool IsPrimitiveOrEnum => ElementType < ElementTypeValueType;

    public readonly bool IsNullable => ElementType == ElementTypeNullable;

    public readonly bool IsInterface => ElementType == ElementTypeInterface;

    public readonly bool IsArray => ElementType == ElementTypeArray;

    public readonly bool IsParameterized => (_flags & KindMask) == KindParameterized;

    public readonly bool IsGeneric => (_flags & IsGenericFlag) != 0;

    public readonly bool HasVariance => (_flags & HasVarianceFlag) != 0;

    /// <summary>The type of an array's elements.</summary>
    public readonly MethodTable* RelatedType => _related;

    public readonly MethodTable* BaseType => IsArray ? Of<System.Array>() : IsParameterized ? null : _related;

    public readonly ushort VirtualMethodCount => _virtualMethods;

    public readonly ushort InterfaceCount => _interfaces;

    public void** VirtualMethods => (void**)(Self + 1);

    public MethodTable** Interfaces => (MethodTable**)(VirtualMethods + _virtualMethods);

    public DispatchMap* DispatchMap => (_flags & HasDispatchMapFlag) != 0 ? (DispatchMap*)Follow(Optional(0)) : null;

    public MethodTable* GenericDefinition => (MethodTable*)Follow(Optional(AfterSealedMethods));

    /// <summary>For each generic parameter of this generic definition a byte: 0 invariant, 1 covariant, 2 contravariant.</summary>
    public byte* Variances => (byte*)Follow(Optional(AfterSealedMethods));

    /// <summary>How many parameters this generic definition has, which is no type of objects and so needs no size.</summary>
    public readonly int GenericParameterCount => (int)_baseSize;

    /// <summary>A generic argument of this type; a single one stands in the field itself.</summary>
    public MethodTable* GenericArgument(int index)
    {
        int* field = Optional(AfterSealedMethods + 1);
        return (MethodTable*)Follow(GenericDefinition->GenericParameterCount == 1 ? field : (int*)Follow(field) + index);
    }

    private MethodTable* Self => (MethodTable*)Unsafe.AsPointer(ref this);

    private int AfterFinalizer =>
        ((_flags & HasDispatchMapFlag) != 0 ? 1 : 0)
        + ((_flags & HasFinalizerFlag) != 0 ? 1 : 0);

    private int AfterSealedMethods => AfterFinalizer + ((_flags & HasSealedMethodsFlag) != 0 ? 1 : 0);

    [Intrinsic]
    public static extern MethodTable* Of<T>();

    /// <summary>A method that no derived class overrides and that therefore is in no table of virtual methods.</summary>
    public void* SealedMethod(int index) => Follow((int*)Follow(Optional(AfterFinalizer)) + index);

    private static void* Follow(int* distance) => (byte*)distance + *distance;

    // The first two fields, the type manager and the writable data, are always there.
    private int* Optional(int index) => (int*)(Interfaces + _interfaces) + 2 + index;
}

/// <summary>Which method implements which slot of which interface, for one class.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DispatchMap
{
    public ushort StandardCount;
    public ushort DefaultCount;
    public ushort StandardStaticCount;
    public ushort DefaultStaticCount;

    public DispatchMapEntry* Entries => (DispatchMapEntry*)((byte*)Unsafe.AsPointer(ref this) + 8);
}

/// <summary>One line of a <see cref="DispatchMap"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DispatchMapEntry
{
    public ushort Interface;
    public ushort InterfaceSlot;
    public ushort ImplementationSlot;
}
