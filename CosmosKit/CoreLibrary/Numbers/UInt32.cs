namespace System;

/// <summary>A 32-bit unsigned integer.</summary>
public readonly struct UInt32 : IEquatable<uint>, IComparable<uint>, IComparable, IFormattable
{
    public const uint MinValue = 0;
    public const uint MaxValue = 4294967295;

    private readonly uint _value;

    public static uint Parse(string s) =>
        TryParse(s, out uint result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out uint result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out ulong value);
        result = (uint)value;
        return parsed;
    }

    public bool Equals(uint obj) => _value == obj;

    public override bool Equals(object? obj) => obj is uint other && _value == other;

    public int CompareTo(uint value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is uint other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => (int)_value;

    public override string ToString() => NumberFormatting.Unsigned(_value, 32, null);

    public string ToString(string? format) => NumberFormatting.Unsigned(_value, 32, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
