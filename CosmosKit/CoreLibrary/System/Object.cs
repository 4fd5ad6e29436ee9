using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>The root of all classes. Its one field is the pointer that every object begins with.</summary>
public unsafe class Object
{
    // ilc knows the name.
    private readonly MethodTable* m_pEEType;

    internal MethodTable* Type => m_pEEType;

    public virtual bool Equals(object? obj) => ReferenceEquals(this, obj);

    public static bool Equals(object? objA, object? objB) =>
        ReferenceEquals(objA, objB) || (objA is not null && objB is not null && objA.Equals(objB));

    public static bool ReferenceEquals(object? objA, object? objB) => (object?)objA == (object?)objB;

    /// <summary>Objects never move, so the address serves.</summary>
    public virtual int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    /// <summary>The kit keeps no names of types: a class that wants a text overrides this.</summary>
    public virtual string ToString() => "object";

    /// <summary>The first byte after the pointer to the method table.</summary>
    internal ref byte FirstField => ref Unsafe.As<RawData>(this).Data;
}
