using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Static fields and constructors, those that ilc runs at build time and those that run on the machine.</summary>
public static class StaticChecks
{
    private static readonly int[] s_table = { 3, 1, 4, 1, 5 };
    private static readonly string s_text = "built";
    private static int s_counter;

    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        s_counter++;
        report.Equal("static-field", 1, Opaque.Value(s_counter));
        report.Equal("static-table", 4, s_table[Opaque.Value(2)]);
        report.Equal("static-string", "built", Opaque.Value(s_text));
        report.Equal("static-constructor-not-before-use", 0, Log.Entries.Count);
        report.Equal("static-constructor", 5, Late.Number);
        report.Equal("static-constructor-once", 1, Late.Again());
        report.Equal("static-reference-of-late-class", "late", Late.Text);
        report.Equal("static-constructor-cycle", 11, CycleA.Value);
        report.Equal("static-struct", 9u, Large.Value.Last);
        report.Equal("static-of-unused-object", true, Opaque.Value(Large.Object) is not null);
    }

    private struct Wide
    {
        public uint First;
        public uint Middle;
        public uint Last;
    }

    private static class Log
    {
        public static readonly List<string> Entries = new();
    }

    private static class Late
    {
        public static int Number;
        public static string Text;

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Late()
        {
            Log.Entries.Add("late");
            Number = Opaque.Value(5);
            Text = Opaque.Value("late");
        }

        public static int Again() => Log.Entries.Count;
    }

    private static class CycleA
    {
        public static int Value = Opaque.Value(1) + CycleB.Value;
    }

    private static class CycleB
    {
        public static int Value = Opaque.Value(10) + CycleA.Value;
    }

    private static class Large
    {
        public static Wide Value = new() { First = 1, Middle = 2, Last = Opaque.Value(9u) };
        public static object Object = new();
    }
}
