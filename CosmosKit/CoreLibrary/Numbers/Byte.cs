namespace System;

/// <summary>An 8-bit unsigned integer.</summary>
public readonly struct Byte : IEquatable<byte>, IComparable<byte>, IComparable, IFormattable
{
    public const byte MinValue = 0;
    public const byte MaxValue = 255;

    private readonly byte _value;

    public static byte Parse(string s) =>
        TryParse(s, out byte result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out byte result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out ulong value);
        result = (byte)value;
        return parsed;
    }

    public bool Equals(byte obj) => _value == obj;

    public override bool Equals(object? obj) => obj is byte other && _value == other;

    public int CompareTo(byte value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is byte other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => _value;

    public override string ToString() => NumberFormatting.Unsigned(_value, 8, null);

    public string ToString(string? format) => NumberFormatting.Unsigned(_value, 8, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
