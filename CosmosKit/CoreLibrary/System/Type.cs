using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>A type at run time: it can be compared, and that is all.</summary>
public abstract class Type
{
    [Intrinsic]
    public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => handle.ToType();

    [Intrinsic]
    public static bool operator ==(Type? left, Type? right) => Equals(left, right);

    [Intrinsic]
    public static bool operator !=(Type? left, Type? right) => !Equals(left, right);

    public override bool Equals(object? o) => ReferenceEquals(this, o);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}

/// <summary>The one kind of <see cref="Type"/>; ilc lays its objects out.</summary>
internal sealed unsafe class RuntimeType : Type
{
    private readonly MethodTable* _pUnderlyingEEType;

    public RuntimeType(MethodTable* methodTable) => _pUnderlyingEEType = methodTable;

    public override bool Equals(object? o) => o is RuntimeType other && other._pUnderlyingEEType == _pUnderlyingEEType;

    public override int GetHashCode() => (int)_pUnderlyingEEType;
}

/// <summary>What <c>ldtoken</c> gives for a type: its method table.</summary>
public readonly unsafe struct RuntimeTypeHandle
{
    private readonly MethodTable* _methodTable;

    internal RuntimeTypeHandle(MethodTable* methodTable) => _methodTable = methodTable;

    internal Type ToType() => new RuntimeType(_methodTable);
}

/// <summary>What <c>ldtoken</c> gives for a field: a pointer, of no use at run time.</summary>
public readonly struct RuntimeFieldHandle
{
#pragma warning disable CS0169, IDE0051 // The size matters.
    private readonly nint _value;
#pragma warning restore CS0169, IDE0051
}

/// <summary>What <c>ldtoken</c> gives for a method: a pointer, of no use at run time.</summary>
public readonly struct RuntimeMethodHandle
{
#pragma warning disable CS0169, IDE0051 // The size matters.
    private readonly nint _value;
#pragma warning restore CS0169, IDE0051
}
