using System;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Arrays and spans.</summary>
public static class ArrayChecks
{
    private static ReadOnlySpan<byte> Bytes => new byte[] { 10, 20, 30 };

    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        int[] numbers = Opaque.Value(new[] { 5, 6, 7, 8 });
        report.Equal("array-literal", 26, numbers[0] + numbers[1] + numbers[2] + numbers[3]);
        report.Equal("array-is-zeroed", 0UL, Opaque.Value(new ulong[9])[8]);
        report.Equal("array-of-structs", 4L, Structs()[1].B);
        report.Equal("array-of-references", "b", Opaque.Value(new[] { "a", "b" })[1]);
        report.Equal("array-of-arrays", 3, Opaque.Value(new[] { new[] { 1 }, new[] { 2, 3 } })[1][1]);
        report.Equal("array-covariant-store", "o", Store(new string[1]));
        report.Equal("array-foreach", 26, Sum(numbers));
        report.Equal("array-copy", 7, Copied(numbers)[1]);
        report.Equal("array-copy-overlapping", "5 5 6 7", Shifted(numbers));
        report.Equal("array-clear", 0, Cleared(numbers)[1]);
        report.Equal("array-clone", 6, ((int[])numbers.Clone())[1]);
        report.Equal("array-index-of", 2, Array.IndexOf(numbers, 7));
        report.Equal("array-resize", 6, Resized(numbers));
        report.Equal("array-range", 2, numbers[1..3].Length);
        report.Equal("array-from-end", 8, numbers[^1]);
        report.Equal("array-ref-element", 60, Doubled(numbers));
        report.Equal("array-empty", 0, Array.Empty<string>().Length);
        report.Equal("span-of-array", 7, numbers.AsSpan(1)[1]);
        report.Equal("span-slice", 2, numbers.AsSpan().Slice(1, 2).Length);
        report.Equal("span-write", 99, Written(numbers));
        report.Equal("span-of-stack", 6L, Stack());
        report.Equal("span-static-bytes", 60, Bytes[0] + Bytes[1] + Bytes[Opaque.Value(2)]);
        report.Equal("span-sequence-equal", true, Bytes.SequenceEqual(Opaque.Value(new byte[] { 10, 20, 30 })));
        report.Equal("span-utf8-literal", 3, "abc"u8.Length);
        report.Equal("span-copy", 20, CopiedSpan()[1]);
        report.Equal("span-to-array", 3, Bytes.ToArray().Length);
        report.Equal("span-foreach", 60, Sum(Bytes));
        report.Equal("span-of-string", "lo", new string("hello".AsSpan(3)));
    }

    private static Pair[] Structs()
    {
        var pairs = new Pair[2];
        pairs[1].A = 3;
        pairs[1].B = Opaque.Value(4L);
        return pairs;
    }

    private static string Store(object[] objects)
    {
        objects[0] = Opaque.Value("o");
        return (string)objects[0];
    }

    private static int Sum(int[] numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte one in bytes)
        {
            sum += one;
        }

        return sum;
    }

    private static int[] Copied(int[] numbers)
    {
        var copy = new int[2];
        Array.Copy(numbers, 1, copy, 0, 2);
        return copy;
    }

    private static string Shifted(int[] numbers)
    {
        var copy = (int[])numbers.Clone();
        Array.Copy(copy, 0, copy, 1, 3);
        return $"{copy[0]} {copy[1]} {copy[2]} {copy[3]}";
    }

    private static int[] Cleared(int[] numbers)
    {
        var copy = (int[])numbers.Clone();
        Array.Clear(copy, 1, 2);
        return copy;
    }

    private static int Resized(int[] numbers)
    {
        int[]? larger = numbers;
        Array.Resize(ref larger, 6);
        return larger[4] == 0 && larger[3] == 8 ? larger.Length : -1;
    }

    private static int Doubled(int[] numbers)
    {
        var copy = (int[])numbers.Clone();
        ref int element = ref copy[1];
        element *= 10;
        return copy[1];
    }

    private static int Written(int[] numbers)
    {
        var copy = (int[])numbers.Clone();
        Span<int> span = copy;
        span[3] = 99;
        return copy[3];
    }

    private static long Stack()
    {
        Span<long> span = stackalloc long[3];
        span[0] = Opaque.Value(1L);
        span[1] = 2;
        span[2] = 3;
        return span[0] + span[1] + span[2];
    }

    private static byte[] CopiedSpan()
    {
        var copy = new byte[3];
        Bytes.CopyTo(copy);
        return copy;
    }

    private struct Pair
    {
        public byte A;
        public long B;
    }
}
