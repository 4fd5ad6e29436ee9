namespace System;

/// <summary>A 32-bit signed integer.</summary>
public readonly struct Int32 : IEquatable<int>, IComparable<int>, IComparable, IFormattable
{
    public const int MinValue = -2147483648;
    public const int MaxValue = 2147483647;

    private readonly int _value;

    public static int Parse(string s) =>
        TryParse(s, out int result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out int result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out long value);
        result = (int)value;
        return parsed;
    }

    public bool Equals(int obj) => _value == obj;

    public override bool Equals(object? obj) => obj is int other && _value == other;

    public int CompareTo(int value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is int other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => _value;

    public override string ToString() => NumberFormatting.Signed(_value, 32, null);

    public string ToString(string? format) => NumberFormatting.Signed(_value, 32, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
