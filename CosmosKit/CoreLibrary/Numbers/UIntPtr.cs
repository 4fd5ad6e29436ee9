namespace System;

/// <summary>An unsigned integer as wide as a pointer: 32 bits.</summary>
public readonly unsafe struct UIntPtr : IEquatable<UIntPtr>
{
    public static readonly UIntPtr Zero;

    private readonly void* _value;

    public UIntPtr(uint value) => _value = (void*)value;

    public UIntPtr(ulong value) => _value = (void*)checked((uint)value);

    public UIntPtr(void* value) => _value = value;

    public static int Size => 4;

    public static explicit operator UIntPtr(uint value) => new(value);

    public static explicit operator UIntPtr(ulong value) => new(value);

    public static explicit operator UIntPtr(void* value) => new(value);

    public static explicit operator void*(UIntPtr value) => value._value;

    public static explicit operator uint(UIntPtr value) => (uint)value._value;

    public static explicit operator ulong(UIntPtr value) => (uint)value._value;

    public static bool operator ==(UIntPtr value1, UIntPtr value2) => value1._value == value2._value;

    public static bool operator !=(UIntPtr value1, UIntPtr value2) => value1._value != value2._value;

    public static UIntPtr operator +(UIntPtr pointer, int offset) => new((byte*)pointer._value + offset);

    public static UIntPtr operator -(UIntPtr pointer, int offset) => new((byte*)pointer._value - offset);

    public void* ToPointer() => _value;

    public uint ToUInt32() => (uint)_value;

    public ulong ToUInt64() => (uint)_value;

    public bool Equals(UIntPtr other) => _value == other._value;

    public override bool Equals(object? obj) => obj is UIntPtr other && Equals(other);

    public override int GetHashCode() => (int)_value;

    public override string ToString() => ((uint)_value).ToString();

    public string ToString(string? format) => ((uint)_value).ToString(format);
}
