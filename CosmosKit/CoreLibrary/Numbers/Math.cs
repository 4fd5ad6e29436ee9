using System.Runtime;
using System.Runtime.CompilerServices;

namespace System;

/// <summary>
/// Arithmetic. The internal functions are what ilc calls for 64-bit operators, which the CPU has no instruction for, and for
/// checked conversions.
/// </summary>
public static class Math
{
    public const double PI = 3.14159265358979323846;
    public const double E = 2.7182818284590452354;

    public static sbyte Abs(sbyte value) => (sbyte)Abs((int)value);

    public static short Abs(short value) => (short)Abs((int)value);

    public static int Abs(int value) => value >= 0 ? value : value != int.MinValue ? -value : throw new OverflowException();

    public static long Abs(long value) => value >= 0 ? value : value != long.MinValue ? -value : throw new OverflowException();

    public static double Abs(double value) => value < 0 ? -value : value;

    public static float Abs(float value) => value < 0 ? -value : value;

    public static byte Min(byte val1, byte val2) => val1 <= val2 ? val1 : val2;

    public static int Min(int val1, int val2) => val1 <= val2 ? val1 : val2;

    public static uint Min(uint val1, uint val2) => val1 <= val2 ? val1 : val2;

    public static long Min(long val1, long val2) => val1 <= val2 ? val1 : val2;

    public static ulong Min(ulong val1, ulong val2) => val1 <= val2 ? val1 : val2;

    public static double Min(double val1, double val2) => val1 < val2 || double.IsNaN(val1) ? val1 : val2;

    public static byte Max(byte val1, byte val2) => val1 >= val2 ? val1 : val2;

    public static int Max(int val1, int val2) => val1 >= val2 ? val1 : val2;

    public static uint Max(uint val1, uint val2) => val1 >= val2 ? val1 : val2;

    public static long Max(long val1, long val2) => val1 >= val2 ? val1 : val2;

    public static ulong Max(ulong val1, ulong val2) => val1 >= val2 ? val1 : val2;

    public static double Max(double val1, double val2) => val1 > val2 || double.IsNaN(val1) ? val1 : val2;

    public static int Clamp(int value, int min, int max) => Max(min, Min(value, max));

    public static uint Clamp(uint value, uint min, uint max) => Max(min, Min(value, max));

    public static int Sign(int value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    public static int Sign(long value) => value < 0 ? -1 : value > 0 ? 1 : 0;

    public static int DivRem(int a, int b, out int result)
    {
        int quotient = a / b;
        result = a - quotient * b;
        return quotient;
    }

    public static long BigMul(int a, int b) => (long)a * b;

    [Intrinsic]
    public static double Sqrt(double d) => SquareRoot(d);

    public static double Truncate(double d)
    {
        // From 2^52 on a double has no fraction.
        if (!(Abs(d) < 4503599627370496.0))
            return d;

        return d < 0 ? -(double)double.ConvertToUInt64(-d) : double.ConvertToUInt64(d);
    }

    public static double Floor(double d)
    {
        double truncated = Truncate(d);
        return truncated > d ? truncated - 1 : truncated;
    }

    public static double Ceiling(double a)
    {
        double truncated = Truncate(a);
        return truncated < a ? truncated + 1 : truncated;
    }

    /// <summary>To the nearest integer; a half goes to the even one.</summary>
    public static double Round(double a)
    {
        double down = Floor(a);
        double fraction = a - down;
        if (fraction < 0.5)
            return down;
        if (fraction > 0.5)
            return down + 1;
        return down % 2 == 0 ? down : down + 1;
    }

    internal static ulong DivUInt64(ulong dividend, ulong divisor) => Wide.DivRem(dividend, divisor, out _);

    internal static ulong ModUInt64(ulong dividend, ulong divisor)
    {
        Wide.DivRem(dividend, divisor, out ulong remainder);
        return remainder;
    }

    internal static long DivInt64(long dividend, long divisor)
    {
        if (divisor == -1 && dividend == long.MinValue)
            throw new OverflowException();

        ulong quotient = Wide.DivRem(Wide.Magnitude(dividend), Wide.Magnitude(divisor), out _);
        return (dividend ^ divisor) < 0 ? (long)(0 - quotient) : (long)quotient;
    }

    internal static long ModInt64(long dividend, long divisor)
    {
        Wide.DivRem(Wide.Magnitude(dividend), Wide.Magnitude(divisor), out ulong remainder);
        return dividend < 0 ? (long)(0 - remainder) : (long)remainder;
    }

    internal static long MultiplyChecked(long left, long right)
    {
        bool negative = (left ^ right) < 0;
        ulong product = MultiplyChecked(Wide.Magnitude(left), Wide.Magnitude(right));
        if (product > (negative ? 0x8000000000000000UL : long.MaxValue))
            throw new OverflowException();

        return negative ? (long)(0 - product) : (long)product;
    }

    internal static ulong MultiplyChecked(ulong left, ulong right)
    {
        if (left != 0 && right > ulong.MaxValue / left)
            throw new OverflowException();

        return left * right;
    }

    internal static int ConvertToInt32Checked(double value) =>
        value is > -2147483649.0 and < 2147483648.0 ? (int)value : throw new OverflowException();

    internal static uint ConvertToUInt32Checked(double value) =>
        value is > -1.0 and < 4294967296.0 ? (uint)double.ConvertToUInt64(value) : throw new OverflowException();

    internal static long ConvertToInt64Checked(double value) =>
        value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? double.ConvertToInt64(value) : throw new OverflowException();

    internal static ulong ConvertToUInt64Checked(double value) =>
        value is > -1.0 and < 18446744073709551616.0 ? double.ConvertToUInt64(value) : throw new OverflowException();

    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "kit_square_root")]
    private static extern double SquareRoot(double value);
}
