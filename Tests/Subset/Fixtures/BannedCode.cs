using System;
using System.Collections.Generic;
using System.Numerics;

namespace CosmosPaging.Tests.Subset.Fixtures;

/// <summary>
/// Every banned construct, each on a line that says so at its end, beside its harmless neighbours. Nothing here runs: the tests read its
/// IL.
/// </summary>
internal static class BannedCode
{
    private static readonly int[] Numbers = [3, 1, 2];
    private static IAnswer? answerer;
    private static (int Number, string Name) named;
    private static (int Number, Colour Shade) plain;
    private static Action? listeners;

    internal enum Colour
    {
        Red = 1,
        Green = 2,
    }

    internal interface IAnswer
    {
        public int Answer();

        public int AnswerTwice() => 2 * Answer(); // banned: default interface method

        public T As<T>(T value);
    }

    public static void Delegates(IAnswer asked, int shift)
    {
        Func<int> direct = asked.Answer; // banned: virtual method as delegate
        Func<int> wrapped = () => asked.Answer() + shift;
        Func<int> still = static () => 1;
        listeners += () => direct(); // banned: multicast delegate
        Source.Happened += () => wrapped();
        listeners -= () => still(); // banned: multicast delegate
        listeners = Source.Raise;
    }

    public static unsafe int Pointers()
    {
        delegate*<int, int> square = &Square; // banned: function pointer
        return square(3); // banned: function pointer
    }

    public static string Enumerations(Colour colour, List<object> anything)
    {
        bool isRed = colour.HasFlag(Colour.Red); // banned: method of System.Enum
        Array all = Enum.GetValues<Colour>(); // banned: method of System.Enum
        string name = colour.ToString(); // banned: method of System.Enum
        anything.Add(colour); // banned: method of System.Enum
        name += $"{colour} {isRed} {all.Length}"; // banned: method of System.Enum
        Func<string> later = () => Name(colour);
        return (colour & Colour.Green) == 0 ? name + (int)colour : later();
    }

    public static void Arrays(List<int> list)
    {
        Array.Sort(Numbers); // banned: sort
        list.Sort(); // banned: sort
        Array.Reverse(Numbers);
        int[,] grid = new int[2, 2]; // banned: multi-dimensional array
        int[][] rows = [Numbers, Numbers];
        rows[0][1] = grid[1, 0]; // banned: multi-dimensional array
    }

    public static void Statics(Fortytwo boxed)
    {
        answerer = boxed; // banned: boxed struct in a static interface
        answerer = new Oracle();
        answerer = null;
        named = (1, "one"); // banned: struct with a reference in a static field
        plain = (1, Colour.Red);
        Numbers[0] = named.Number + plain.Number;
    }

    public static int Ask<T>(T asked)
        where T : IAnswer
        => asked.Answer(); // banned: interface call on a class type parameter

    public static int AskObject<T>(T asked)
        where T : class, IAnswer
        => asked.Answer(); // banned: interface call on a class type parameter

    public static int AskStruct<T>(T asked)
        where T : struct, IAnswer
        => asked.Answer();

    public static int AskGenerically(IAnswer asked) => asked.As(7); // banned: generic interface method

    public static int Keys(Dictionary<uint, int> byNumber, Dictionary<Colour, int> byColour, Map<Colour> map)
    {
        int sum = byNumber[1] + map.Find(Colour.Green);
        return sum + byColour[Colour.Red]; // banned: hash or equality of a struct
    }

    public static bool Members(HashSet<Fortytwo> set, Fortytwo one)
    {
        bool found = set.Contains(one); // banned: hash or equality of a struct
        found |= new HashSet<string>().Contains("one");
        return found || EqualityComparer<Fortytwo>.Default.Equals(one, one); // banned: hash or equality of a struct
    }

    public static bool Texts(string left, string right)
    {
        bool differ = string.Compare(left, right, StringComparison.Ordinal) < 0; // banned: string.Compare
        return differ || string.CompareOrdinal(left, right) < 0 || left == right;
    }

    public static int Bits(uint value)
    {
        uint rotated = BitOperations.RotateLeft(value, 1);
        return BitOperations.PopCount(rotated); // banned: population count
    }

    public static void Memory(Span<byte> some)
    {
        some.Fill(1);
        some.Clear(); // banned: clearing a span
    }

    public static void Exceptions()
    {
        try
        {
            try
            {
                Arrays([]);
            }
            finally
            { // banned: finally inside a try
                Statics(default);
            }
        }
        catch (InvalidOperationException) // banned: catch
        {
            throw; // banned: rethrow
        }
        catch (Exception e) when (e.Message.Length > 3) // banned: exception filter
        {
            Statics(default);
        }
    }

    public static void OneFinally()
    {
        try
        {
            Arrays([]);
        }
        finally
        {
            Statics(default);
        }
    }

    public static ulong Divisions(long signed, ulong unsigned, uint narrow, int small, Dictionary<uint, ulong> wide)
    {
        long quotient = signed / 3; // banned: 64-bit division
        unsigned /= wide[1]; // banned: 64-bit division
        unsigned %= (ulong)quotient; // banned: 64-bit division
        unsigned /= unsigned >> small; // banned: 64-bit division
        unsigned += unsigned / narrow;
        unsigned += unsigned % 10;
        unsigned += unsigned / 0x1_0000_0000; // banned: 64-bit division
        unsigned += narrow / 7;
        unsigned += narrow / (narrow >> small);
        return unsigned + (uint)(small % 3) + Math.DivRem(unsigned, 10).Remainder; // banned: 64-bit division in a call
    }

    public static object? Casts(object thing)
    {
        string text = (string)thing; // banned: cast that may fail
        int number = (int)thing; // banned: cast that may fail
        if (thing is uint value)
        {
            return value + number;
        }

        return (thing as string) + text;
    }

    public static int References(int number)
    {
        TypedReference reference = __makeref(number); // banned: instruction without implementation
        return __refvalue(reference, int); // banned: instruction without implementation
    }

    private static int Square(int value) => value * value;

    private static string Name<T>(T value)
        where T : struct
        => value.ToString()!; // banned: method of System.Enum

    internal static class Source
    {
        public static event Action Happened = static () => { }; // banned: multicast delegate

        public static void Raise() => Happened();
    }

    internal struct Fortytwo : IAnswer
    {
        public readonly int Answer() => 42;

        public readonly T As<T>(T value) => value;
    }

    internal sealed record Point(int X, int Y); // banned: record class

    internal readonly record struct Size(int Width, int Height);

    internal sealed class Oracle : IAnswer
    {
        public int Answer() => new Size(6, 7).Width;

        public T As<T>(T value) => value;
    }

    internal sealed class Map<TKey>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, int> values = []; // banned: hash or equality of a struct

        public int Find(TKey key) => values[key]; // banned: hash or equality of a struct
    }
}
