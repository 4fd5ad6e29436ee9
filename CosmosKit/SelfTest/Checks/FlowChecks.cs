using System;
using System.Collections.Generic;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Delegates, closures, iterators, finally.</summary>
public static class FlowChecks
{
    private static string s_order = "";

    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        int captured = Opaque.Value(10);
        Func<int, int> add = x => x + captured;
        captured = 20;
        report.Equal("delegate-closure", 25, Opaque.Value(add)(5));
        report.Equal("delegate-static", 6, Opaque.Value<Func<int, int>>(Double)(3));
        report.Equal("delegate-instance", 7, Opaque.Value<Func<int>>(new Adder(7).Get)());
        report.Equal("delegate-virtual", 8, Opaque.Value<Func<int>>(Opaque.Value<Adder>(new NextAdder(7)).Next)());
        report.Equal("delegate-interface", 7, Opaque.Value<Func<int>>(Opaque.Value<IGet>(new Adder(7)).Get)());
        report.Equal("delegate-of-struct-method", "17", Opaque.Value<Func<string>>(Opaque.Value(17).ToString)());
        report.Equal("delegate-wide-arguments", 15L, Opaque.Value<Func<long, byte, ulong, long>>((a, b, c) => a + b + (long)c)(1, 2, 12));
        report.Equal("delegate-static-wide-arguments", 12L, Opaque.Value<Func<long, byte, ulong, long>>(Subtract)(20, 3, 5));
        report.Equal("delegate-equality", true, Opaque.Value<Func<int, int>>(Double) == Opaque.Value<Func<int, int>>(Double));
        report.Equal("local-function", 120, Factorial(Opaque.Value(5)));
        report.Equal("iterator", 10, Sum(Count(Opaque.Value(5))));
        report.Equal("iterator-of-strings", "a,b", string.Join(",", Names()));
        report.Equal("iterator-twice", 20, Sum(Count(5)) + Sum(Count(5)));
        report.Equal("finally-runs", "try finally ", Try(false));
        report.Equal("finally-runs-on-return", "try return finally ", Try(true));
        report.Equal("finally-in-loop", 3, BreakOut());
        report.Equal("using-disposes", "body disposed ", Use());
        report.Equal("foreach-disposes", 6, EarlyExit());
        report.Equal("catch-is-skipped-without-throw", 5, NoThrow(Opaque.Value(5)));
        report.Equal("tuples", "3 x", Swapped(("x", Opaque.Value(3))));
        report.Equal("switch-table", 400, Table(Opaque.Value(4)));
        report.Equal("recursion", 21, Fibonacci(Opaque.Value(8)));
        report.Equal("large-frame", 512 * 7, LargeFrame(Opaque.Value(7)));
        report.Equal("struct-by-value", 1, ByValue());
        report.Equal("struct-by-reference", 101, ByReference());
        report.Equal("out-parameter", 9, Out(out int nine) ? nine : 0);
        report.Equal("ref-return", 55, RefReturn());
        report.Equal("struct-as-result", 6UL, Opaque.Value(Compose(1, 2, 3)).Sum());
        report.Equal("many-arguments", 123456789L, Many(1, 2, 3, 4, 5, 6, 7, 8, Opaque.Value(9)));
    }

    private static int Double(int x) => x * 2;

    private static long Subtract(long a, byte b, ulong c) => a - b - (long)c;

    private static int Factorial(int n)
    {
        return Of(n);

        static int Of(int k) => k <= 1 ? 1 : k * Of(k - 1);
    }

    private static IEnumerable<int> Count(int end)
    {
        for (int i = 0; i < end; i++)
        {
            yield return i;
        }
    }

    private static IEnumerable<string> Names()
    {
        yield return "a";
        yield return "b";
    }

    private static int Sum(IEnumerable<int> numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private static string Try(bool early)
    {
        s_order = "";
        Inner(early);
        return s_order;

        static void Inner(bool early)
        {
            try
            {
                s_order += "try ";
                if (early)
                {
                    s_order += "return ";
                    return;
                }
            }
            finally
            {
                s_order += "finally ";
            }
        }
    }

    private static int BreakOut()
    {
        int count = 0;
        for (int i = 0; i < 10; i++)
        {
            try
            {
                if (i == 2)
                {
                    break;
                }
            }
            finally
            {
                count++;
            }
        }

        return count;
    }

    private static string Use()
    {
        s_order = "";
        using (new Disposer())
        {
            s_order += "body ";
        }

        return s_order;
    }

    private static int EarlyExit()
    {
        int sum = 0;
        foreach (int number in Count(Opaque.Value(100)))
        {
            sum += number;
            if (number == 3)
            {
                break;
            }
        }

        return sum;
    }

    private static int NoThrow(int value)
    {
        try
        {
            return value;
        }
        catch (Exception)
        {
            return -1;
        }
    }

    private static string Swapped((string Name, int Number) pair)
    {
        (string name, int number) = pair;
        return $"{number} {name}";
    }

    private static int Table(int value) => value switch
    {
        0 => 100,
        1 => 102,
        2 => 205,
        3 => 306,
        4 => 400,
        5 => 507,
        _ => 0,
    };

    private static int Fibonacci(int n) => n < 2 ? n : Fibonacci(n - 1) + Fibonacci(n - 2);

    private static unsafe int LargeFrame(int value)
    {
        int* numbers = stackalloc int[4096];
        for (int i = 0; i < 4096; i += 8)
        {
            numbers[i] = value;
        }

        int sum = 0;
        for (int i = 0; i < 4096; i++)
        {
            sum += numbers[i];
        }

        return sum;
    }

    private static int ByValue()
    {
        var triple = new Triple { A = 1 };
        Change(triple);
        return triple.A;

        static void Change(Triple copy) => copy.A = 100;
    }

    private static int ByReference()
    {
        var triple = new Triple { A = 1 };
        Change(ref triple);
        return triple.A;

        static void Change(ref Triple original) => original.A += 100;
    }

    private static bool Out(out int nine)
    {
        nine = 9;
        return true;
    }

    private static int RefReturn()
    {
        var numbers = new[] { 1, 2, 3 };
        Find(numbers) = 55;
        return numbers[1];

        static ref int Find(int[] from) => ref from[1];
    }

    private static Triple Compose(int a, ulong b, int c) => new() { A = a, B = b, C = c };

    private static long Many(byte a, short b, int c, long d, byte e, short f, int g, long h, int i) =>
        (((((((((((((((a * 10L) + b) * 10) + c) * 10) + d) * 10) + e) * 10) + f) * 10) + g) * 10) + h) * 10) + i;

    private interface IGet
    {
        public int Get();
    }

    private struct Triple
    {
        public int A;
        public ulong B;
        public int C;

        public readonly ulong Sum() => (ulong)A + B + (ulong)C;
    }

    private class Adder : IGet
    {
        private readonly int value;

        public Adder(int value) => this.value = value;

        public int Get() => value;

        public virtual int Next() => value;
    }

    private sealed class NextAdder : Adder
    {
        public NextAdder(int value)
            : base(value)
        {
        }

        public override int Next() => Get() + 1;
    }

    private sealed class Disposer : IDisposable
    {
        public void Dispose() => s_order += "disposed ";
    }
}
