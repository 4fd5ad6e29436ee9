namespace System;

/// <summary>A 16-bit signed integer.</summary>
public readonly struct Int16 : IEquatable<short>, IComparable<short>, IComparable, IFormattable
{
    public const short MinValue = -32768;
    public const short MaxValue = 32767;

    private readonly short _value;

    public static short Parse(string s) =>
        TryParse(s, out short result) ? result : throw new FormatException("not a number of this type");

    public static bool TryParse(string? s, out short result)
    {
        bool parsed = NumberParsing.TryParse(s, MinValue, MaxValue, out long value);
        result = (short)value;
        return parsed;
    }

    public bool Equals(short obj) => _value == obj;

    public override bool Equals(object? obj) => obj is short other && _value == other;

    public int CompareTo(short value) => _value < value ? -1 : _value > value ? 1 : 0;

    public int CompareTo(object? value) =>
        value is short other ? CompareTo(other) : value is null ? 1 : throw new ArgumentException("not of this type");

    public override int GetHashCode() => _value;

    public override string ToString() => NumberFormatting.Signed(_value, 16, null);

    public string ToString(string? format) => NumberFormatting.Signed(_value, 16, format);

    public string ToString(IFormatProvider? provider) => ToString();

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);
}
