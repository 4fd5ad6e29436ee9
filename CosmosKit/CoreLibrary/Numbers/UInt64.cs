namespace System;

/// <summary>A 64-bit unsigned integer.</summary>
public readonly struct UInt64 : IEquatable<ulong>, IComparable<ulong>, IComparable, IFormattable
{
    public const ulong MinValue = 0;
    public const ulong MaxValue = 18446744073709551615;

    private readonly ulong _value;

    public static ulong Parse(string s) =>
        TryParse(s, out ulong result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out ulong result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out ulong value);
        result = (ulong)value;
        return parsed;
    }

    public bool Equals(ulong obj) => _value == obj;

    public override bool Equals(object? obj) => obj is ulong other && _value == other;

    public int CompareTo(ulong value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is ulong other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => (int)_value ^ (int)(_value >> 32);

    public override string ToString() => NumberFormatting.Unsigned(_value, 64, null);

    public string ToString(string? format) => NumberFormatting.Unsigned(_value, 64, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
