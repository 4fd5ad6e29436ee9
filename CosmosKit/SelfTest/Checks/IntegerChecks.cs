using System;
using System.Threading;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Integer arithmetic, of 64 bits above all: the CPU has 32.</summary>
public static class IntegerChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        ulong large = Opaque.Value(0xFEDCBA9876543210UL);
        ulong wideDivisor = Opaque.Value(0x0000000123456789UL);
        long negative = Opaque.Value(-1234567890123456789L);
        long small = Opaque.Value(1000L);

        report.Equal("multiply-unsigned", 0xCCCCCCCCE1833A90UL, unchecked(large * wideDivisor));
        report.Equal("multiply-signed", -3703703670370370367L, negative * Opaque.Value(3L));
        report.Equal("multiply-32-to-64", 0x3FFFFFFF00000001L, (long)Opaque.Value(int.MaxValue) * int.MaxValue);
        report.Equal("divide-by-narrow", 18364758544493064UL, large / Opaque.Value(1000UL));
        report.Equal("divide-by-wide", 3758096384UL, large / wideDivisor);
        report.Equal("divide-by-widest", 1UL, large / Opaque.Value(0x8000000000000000UL));
        report.Equal("divide-smaller-by-larger", 0UL, wideDivisor / large);
        report.Equal("remainder-by-narrow", 720UL, large % Opaque.Value(1000UL));
        report.Equal("remainder-by-wide", large - (wideDivisor * 3758096384UL), large % wideDivisor);
        report.Equal("divide-signed", -1234567890123456L, negative / small);
        report.Equal("remainder-signed", -789L, negative % small);
        report.Equal("divide-both-negative", 1234567890123456L, negative / -small);
        report.Equal("divide-by-power-of-two", -4L, Opaque.Value(-9L) / 2);
        report.Equal("divide-32-signed", -3, Opaque.Value(-7) / 2);
        report.Equal("remainder-32-signed", -1, Opaque.Value(-7) % 2);
        report.Equal("divide-32-unsigned", 1431655765u, Opaque.Value(uint.MaxValue) / 3);
        report.Equal("add-with-carry", 0x100000000UL, Opaque.Value(0xFFFFFFFFUL) + 1);
        report.Equal("subtract-with-borrow", 0xFFFFFFFFUL, Opaque.Value(0x100000000UL) - 1);
        report.Equal("negate", 1234567890123456789L, -negative);

        Shifts(report, large, negative);
        Comparisons(report, large, negative);
        Conversions(report, large, negative);
        report.Equal("checked-fits", 2147483647, checked((int)Opaque.Value(2147483647L)));
        report.Equal("checked-multiply-fits", 4000000000000000000L, checked(Opaque.Value(2000000000L) * 2000000000L));
        report.Equal("checked-multiply-unsigned-fits", 10000000000000000000UL, checked(Opaque.Value(5000000000UL) * 2000000000UL));
        report.Equal("math", 12, Math.Min(Math.Max(Opaque.Value(3), 12), Math.Abs(Opaque.Value(-20))));
        Volatiles(report);
    }

    private static void Shifts(Report report, ulong large, long negative)
    {
        bool left = true;
        bool right = true;
        bool arithmetic = true;
        for (int count = 0; count < 64; count++)
        {
            ulong bit = 1;
            for (int i = 0; i < count; i++)
            {
                bit += bit;
            }

            left &= large << Opaque.Value(count) == unchecked(large * bit);
            right &= large >> Opaque.Value(count) == large / bit;
            arithmetic &= negative >> Opaque.Value(count) == Floor(negative, bit);
        }

        report.Equal("shift-left-by-all-counts", true, left);
        report.Equal("shift-right-by-all-counts", true, right);
        report.Equal("shift-right-signed-by-all-counts", true, arithmetic);
        report.Equal("shift-count-wraps", large << 1, large << Opaque.Value(65));
        report.Equal("shift-32-count-wraps", 2u, Opaque.Value(1u) << Opaque.Value(33));
        report.Equal("shift-unsigned-right-of-signed", 0x7u, (uint)(Opaque.Value(-1) >>> 29));
    }

    // Division rounds towards zero, a shift downwards.
    private static long Floor(long value, ulong bit) =>
        bit == 0x8000000000000000 ? -1 : (value - (long)(bit - 1)) / (long)bit;

    private static void Comparisons(Report report, ulong large, long negative)
    {
        report.Equal("compare-unsigned", true, large > Opaque.Value(0x7FFFFFFFFFFFFFFFUL));
        report.Equal("compare-signed", true, negative < Opaque.Value(0L));
        report.Equal("compare-high-halves", true, Opaque.Value(0x100000000L) > Opaque.Value(0xFFFFFFFFL));
        report.Equal("compare-low-halves", true, Opaque.Value(0x1FFFFFFFFL) > Opaque.Value(0x1FFFFFFFEL));
        report.Equal("compare-to", -1, negative.CompareTo(0));
        report.Equal("equals-wide", false, large.Equals(Opaque.Value(0x76543210UL)));
    }

    private static void Conversions(Report report, ulong large, long negative)
    {
        report.Equal("narrow", 0x76543210u, (uint)large);
        report.Equal("narrow-to-byte", (byte)0x10, (byte)large);
        report.Equal("narrow-signed", (short)0x3210, (short)large);
        report.Equal("widen-signed", -1L, Opaque.Value(-1));
        report.Equal("widen-unsigned", 0xFFFFFFFFL, Opaque.Value(uint.MaxValue));
        report.Equal("sign-extend-byte", -128, Opaque.Value((sbyte)-128));
        report.Equal("reinterpret", 17212176183586094827UL, unchecked((ulong)negative));
        report.Equal("bit-operations", 0xFEDCBA98_00000000UL, (large & 0xFFFFFFFF00000000) | (large ^ large));
    }

    private static void Volatiles(Report report)
    {
        uint cell = 1;
        Volatile.Write(ref cell, 5);
        report.Equal("volatile", 5u, Volatile.Read(ref cell));
    }
}
