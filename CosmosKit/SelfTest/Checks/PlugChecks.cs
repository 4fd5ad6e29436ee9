using System.Runtime.CompilerServices;
using CosmosKit.SelfTest.Targets;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Plugs of both kinds, and assembler that calls C#.</summary>
public static unsafe class PlugChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        report.Equal("plug-static", "1: plugged, x", Replaced.Greet(Opaque.Value("x")));
        report.Equal("plug-static-keeps-state", "2: plugged, y", Replaced.Greet(Opaque.Value("y")));
        report.Equal("plug-one-overload", 1007L, Replaced.Overloaded(Opaque.Value(7)));
        report.Equal("plug-not-the-other-overload", 7L, Replaced.Overloaded(Opaque.Value(7L)));

        Counter counter = Opaque.Value(new Counter { Value = 4 });
        report.Equal("plug-instance", 9u, counter.Add(Opaque.Value(5u)));
        report.Equal("plug-private-instance", 18u, counter.AskSecret());
        report.Equal("assembler-instance", 923u, counter.Compose(Opaque.Value(2u), Opaque.Value(3u)));

        report.Equal("assembler-no-argument", 0x12345678u, AssemblerTargets.Nothing());
        report.Equal("assembler-no-argument-wide-result", 0x1122334455667788UL, AssemblerTargets.NothingWide());
        report.Equal("assembler-byte", 0x100u, AssemblerTargets.OneByte(Opaque.Value((byte)0xFF)));
        report.Equal("assembler-signed", 300, AssemblerTargets.OneSigned(Opaque.Value((short)-300)));
        report.Equal("assembler-result-larger-than-arguments", 0x0000FFFF_FFFF0000UL, AssemblerTargets.OneToWide(Opaque.Value(0xFFFFu)));
        report.Equal("assembler-wide-argument", 0x0000000200000001UL, AssemblerTargets.Exchange(Opaque.Value(0x0000000100000002UL)));
        report.Equal("assembler-2-arguments", 93u, AssemblerTargets.Two(Opaque.Value(100u), Opaque.Value((ushort)7)));
        report.Equal(
            "assembler-3-arguments",
            0x1_0000_0000UL,
            AssemblerTargets.Three(Opaque.Value((byte)3), Opaque.Value(0xFFFFFFFFUL), Opaque.Value(2u)));
        report.Equal(
            "assembler-4-arguments",
            1u + (2 * 2) + (4 * 3) + (8 * 4),
            AssemblerTargets.Four(Opaque.Value(1u), 0x0000000200000009, Opaque.Value((byte)3), 0x0000000900000004));
        report.Equal(
            "assembler-bool-result",
            true,
            AssemblerTargets.IsBelow(Opaque.Value(1u), 2) && !AssemblerTargets.IsBelow(Opaque.Value(2u), 1));
        report.Equal("assembler-reference-argument", 50u, AssemblerTargets.LengthTimes(Opaque.Value("hello"), 10));
        report.Equal("assembler-reference-result", "b", (string)AssemblerTargets.Second(Opaque.Value("a"), Opaque.Value("b")));

        uint cell = 0;
        AssemblerTargets.Store(&cell, Opaque.Value(77u));
        report.Equal("assembler-pointer-argument", 77u, cell);
        report.Equal("assembler-keeps-the-callers-registers", 36, SumAround(Opaque.Value(1)));

        uint number = Opaque.Value(21u);
        AssemblerTargets.CallBack(&number);
        report.Equal("assembler-calls-csharp", 42u, number);
        AssemblerTargets.CallBack(&number);
        report.Equal("assembler-calls-csharp-again", 2, Callback.Calls);
        report.Equal("instruction-forms", 868265188u, InstructionForms.Sum());
    }

    // Enough values to live in every register across the call.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SumAround(int one)
    {
        int two = one + one;
        int three = two + one;
        int four = three + one;
        int five = four + one;
        int six = five + one;
        int seven = six + one;
        int eight = seven + one;
        AssemblerTargets.Clobber();
        return one + two + three + four + five + six + seven + eight;
    }
}
