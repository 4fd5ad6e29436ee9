using System.Runtime;

namespace System;

/// <summary>A 32-bit floating-point number.</summary>
public readonly struct Single : IEquatable<float>, IComparable<float>, IFormattable
{
    public const float MinValue = -3.40282346638528859e+38f;
    public const float MaxValue = 3.40282346638528859e+38f;
    public const float Epsilon = 1.4e-45f;
    public const float NaN = 0.0f / 0.0f;
    public const float PositiveInfinity = 1.0f / 0.0f;
    public const float NegativeInfinity = -1.0f / 0.0f;

    private readonly float _value;

    public static bool IsNaN(float f) => double.IsNaN(f);

    public bool Equals(float obj) => ((double)_value).Equals(obj);

    public override bool Equals(object? obj) => obj is float other && Equals(other);

    public int CompareTo(float value) => ((double)_value).CompareTo(value);

    public override int GetHashCode() => ((double)_value).GetHashCode();

    public override string ToString() => NumberFormatting.Floating(_value, null);

    public string ToString(string? format) => NumberFormatting.Floating(_value, format);

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);

    [RuntimeExport("RhpLng2Flt")]
    internal static float ConvertFromInt64(long value) => (float)double.ConvertFromInt64(value);

    [RuntimeExport("RhpULng2Flt")]
    internal static float ConvertFromUInt64(ulong value) => (float)double.ConvertFromUInt64(value);

    [RuntimeExport("fmodf")]
    internal static float Remainder(float dividend, float divisor) => (float)double.Remainder(dividend, divisor);
}
