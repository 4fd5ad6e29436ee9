namespace System;

/// <summary>A 64-bit signed integer.</summary>
public readonly struct Int64 : IEquatable<long>, IComparable<long>, IComparable, IFormattable
{
    public const long MinValue = -9223372036854775808;
    public const long MaxValue = 9223372036854775807;

    private readonly long _value;

    public static long Parse(string s) =>
        TryParse(s, out long result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out long result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out long value);
        result = (long)value;
        return parsed;
    }

    public bool Equals(long obj) => _value == obj;

    public override bool Equals(object? obj) => obj is long other && _value == other;

    public int CompareTo(long value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is long other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => (int)_value ^ (int)(_value >> 32);

    public override string ToString() => NumberFormatting.Signed(_value, 64, null);

    public string ToString(string? format) => NumberFormatting.Signed(_value, 64, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
