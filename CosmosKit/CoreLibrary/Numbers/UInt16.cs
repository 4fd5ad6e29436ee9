namespace System;

/// <summary>A 16-bit unsigned integer.</summary>
public readonly struct UInt16 : IEquatable<ushort>, IComparable<ushort>, IComparable, IFormattable
{
    public const ushort MinValue = 0;
    public const ushort MaxValue = 65535;

    private readonly ushort _value;

    public static ushort Parse(string s) =>
        TryParse(s, out ushort result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out ushort result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out ulong value);
        result = (ushort)value;
        return parsed;
    }

    public bool Equals(ushort obj) => _value == obj;

    public override bool Equals(object? obj) => obj is ushort other && _value == other;

    public int CompareTo(ushort value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is ushort other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => _value;

    public override string ToString() => NumberFormatting.Unsigned(_value, 16, null);

    public string ToString(string? format) => NumberFormatting.Unsigned(_value, 16, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
