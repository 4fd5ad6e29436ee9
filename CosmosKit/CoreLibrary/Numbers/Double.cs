using System.Runtime;

namespace System;

/// <summary>A 64-bit floating-point number. ilc calls the conversions that x86 has no instruction for.</summary>
public readonly struct Double : IEquatable<double>, IComparable<double>, IFormattable
{
    public const double MinValue = -1.7976931348623157E+308;
    public const double MaxValue = 1.7976931348623157E+308;
    public const double Epsilon = 4.9406564584124654E-324;
    public const double NaN = 0.0 / 0.0;
    public const double PositiveInfinity = 1.0 / 0.0;
    public const double NegativeInfinity = -1.0 / 0.0;

    private const double TwoTo32 = 4294967296.0;
    private const double TwoTo63 = 9223372036854775808.0;

    private readonly double _value;

#pragma warning disable CS1718 // Only NaN differs from itself.
    public static bool IsNaN(double d) => d != d;
#pragma warning restore CS1718

    public static bool IsInfinity(double d) => d is PositiveInfinity or NegativeInfinity;

    public bool Equals(double obj) => _value == obj || (IsNaN(_value) && IsNaN(obj));

    public override bool Equals(object? obj) => obj is double other && Equals(other);

    /// <summary>NaN comes before all numbers.</summary>
    public int CompareTo(double value) =>
        _value < value ? -1
        : _value > value ? 1
        : _value == value ? 0
        : IsNaN(_value) ? IsNaN(value) ? 0 : -1
        : 1;

    public override int GetHashCode() => BitConverter.DoubleToInt64Bits(_value == 0 ? 0 : _value).GetHashCode();

    public override string ToString() => NumberFormatting.Floating(_value, null);

    public string ToString(string? format) => NumberFormatting.Floating(_value, format);

    public string ToString(string? format, IFormatProvider? provider) => ToString(format);

    [RuntimeExport("RhpLng2Dbl")]
    internal static double ConvertFromInt64(long value) => (int)(value >> 32) * TwoTo32 + ConvertFromUInt32((uint)value);

    [RuntimeExport("RhpULng2Dbl")]
    internal static double ConvertFromUInt64(ulong value) =>
        ConvertFromUInt32((uint)(value >> 32)) * TwoTo32 + ConvertFromUInt32((uint)value);

    // Saturating, as .NET 9 and later define it; NaN gives 0.
    [RuntimeExport("RhpDbl2ULng")]
    internal static ulong ConvertToUInt64(double value) =>
        !(value > 0) ? 0
        : value >= 2 * TwoTo63 ? ulong.MaxValue
        : ((ulong)High(value) << 32) | Low(value);

    [RuntimeExport("RhpDbl2Lng")]
    internal static long ConvertToInt64(double value) =>
        IsNaN(value) ? 0
        : value >= TwoTo63 ? long.MaxValue
        : value <= -TwoTo63 ? long.MinValue
        : value < 0 ? -(long)ConvertToUInt64(-value)
        : (long)ConvertToUInt64(value);

    [RuntimeExport("fmod")]
    internal static double Remainder(double dividend, double divisor) => dividend - Math.Truncate(dividend / divisor) * divisor;

    private static double ConvertFromUInt32(uint value) => (int)(value >> 1) * 2.0 + (int)(value & 1);

    private static uint High(double value) => Unsigned32(value / TwoTo32);

    private static uint Low(double value) => Unsigned32(value - ConvertFromUInt32(High(value)) * TwoTo32);

    private static uint Unsigned32(double value) =>
        value < 2147483648.0 ? (uint)(int)value : (uint)(int)(value - 2147483648.0) + 0x80000000;
}
