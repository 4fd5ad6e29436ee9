using System;
using System.Runtime.CompilerServices;
using System.Text;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Floating point.</summary>
public static class FloatingChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        double a = Opaque.Value(1.5);
        double b = Opaque.Value(-0.25);
        report.Equal("double-arithmetic", 1.5 * -0.25 + 1.5 / -0.25 - 7, (a * b) + (a / b) - 7);
        report.Equal("double-remainder", 0.5, Opaque.Value(7.5) % 1);
        report.Equal("double-compare", true, b < a && !(a < b) && a >= b);
        report.Equal("double-nan", false, Opaque.Value(double.NaN) == double.NaN);
        report.Equal("double-square-root", 1.4142135623730951, Math.Sqrt(Opaque.Value(2.0)));
        report.Equal("double-floor", -2.0, Math.Floor(Opaque.Value(-1.5)));
        report.Equal("double-ceiling", -1.0, Math.Ceiling(Opaque.Value(-1.5)));
        report.Equal("double-round-half-to-even", 4.0, Math.Round(Opaque.Value(4.5)));
        report.Equal("float-arithmetic", 0.75f, Opaque.Value(1.5f) * 0.5f);
        report.Equal("double-from-int", -7.0, (double)Opaque.Value(-7));
        report.Equal("double-from-uint", 4294967295.0, (double)Opaque.Value(uint.MaxValue));
        report.Equal("double-from-long", -1234567890123456768.0, (double)Opaque.Value(-1234567890123456789L));
        report.Equal("double-from-ulong", 18364758544493064720.0, (double)Opaque.Value(0xFEDCBA9876543210UL));
        report.Equal("double-to-int", -7, (int)Opaque.Value(-7.9));
        report.Equal("double-to-uint", 4000000000u, (uint)Opaque.Value(4000000000.5));
        report.Equal("double-to-long", -1234567890123456768L, (long)Opaque.Value(-1234567890123456789.0));
        report.Equal("double-to-ulong", 18364758544493064192UL, (ulong)Opaque.Value(18364758544493064720.0));
        report.Equal("float-to-int", 3, (int)Opaque.Value(3.99f));
        report.Equal("float-from-long", 4294967296f, (float)Opaque.Value(4294967296L));
        report.Equal("unsafe-as", 0x3F800000, AsInteger(Opaque.Value(1f)));
        report.Equal("double-bits", 0x3FF8000000000000L, BitConverter.DoubleToInt64Bits(a));
        report.Equal("double-argument-order", 0.5, Sum(1, Opaque.Value(2.5), 3, Opaque.Value(4f)));
        report.Equal(
            "double-text",
            "-0.25 1.5 100 0.001 1E+20 1.23456789012346E-07",
            $"{b} {a} {100.0} {0.001} {1e20} {1.234567890123456e-7}");
        report.Equal("string-builder-of-double", "a2.5", new StringBuilder("a").Append(2.5).ToString());
        report.Equal("double-text-fixed", "3.14 -2.50 2", $"{Math.PI:F2} {-2.5:F2} {1.5:F0}");
    }

    private static int AsInteger(float value) => Unsafe.As<float, int>(ref value);

    private static double Sum(int a, double b, long c, float d) => a - b - c + d + 1;
}
