namespace System;

/// <summary>A signed integer as wide as a pointer: 32 bits.</summary>
public readonly unsafe struct IntPtr : IEquatable<IntPtr>
{
    public static readonly IntPtr Zero;

    private readonly void* _value;

    public IntPtr(int value) => _value = (void*)value;

    public IntPtr(long value) => _value = (void*)checked((int)value);

    public IntPtr(void* value) => _value = value;

    public static int Size => 4;

    public static explicit operator IntPtr(int value) => new(value);

    public static explicit operator IntPtr(long value) => new(value);

    public static explicit operator IntPtr(void* value) => new(value);

    public static explicit operator void*(IntPtr value) => value._value;

    public static explicit operator int(IntPtr value) => (int)value._value;

    public static explicit operator long(IntPtr value) => (int)value._value;

    public static bool operator ==(IntPtr value1, IntPtr value2) => value1._value == value2._value;

    public static bool operator !=(IntPtr value1, IntPtr value2) => value1._value != value2._value;

    public static IntPtr operator +(IntPtr pointer, int offset) => new((byte*)pointer._value + offset);

    public static IntPtr operator -(IntPtr pointer, int offset) => new((byte*)pointer._value - offset);

    public void* ToPointer() => _value;

    public int ToInt32() => (int)_value;

    public long ToInt64() => (int)_value;

    public bool Equals(IntPtr other) => _value == other._value;

    public override bool Equals(object? obj) => obj is IntPtr other && Equals(other);

    public override int GetHashCode() => (int)_value;

    public override string ToString() => ((int)_value).ToString();

    public string ToString(string? format) => ((int)_value).ToString(format);
}
