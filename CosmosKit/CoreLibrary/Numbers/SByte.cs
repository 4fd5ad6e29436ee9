namespace System;

/// <summary>An 8-bit signed integer.</summary>
public readonly struct SByte : IEquatable<sbyte>, IComparable<sbyte>, IComparable, IFormattable
{
    public const sbyte MinValue = -128;
    public const sbyte MaxValue = 127;

    private readonly sbyte _value;

    public static sbyte Parse(string s) =>
        TryParse(s, out sbyte result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out sbyte result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out long value);
        result = (sbyte)value;
        return parsed;
    }

    public bool Equals(sbyte obj) => _value == obj;

    public override bool Equals(object? obj) => obj is sbyte other && _value == other;

    public int CompareTo(sbyte value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is sbyte other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => _value;

    public override string ToString() => NumberFormatting.Signed(_value, 8, null);

    public string ToString(string? format) => NumberFormatting.Signed(_value, 8, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
