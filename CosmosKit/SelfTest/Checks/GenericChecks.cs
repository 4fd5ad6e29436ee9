using System;
using System.Collections.Generic;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Generic types, methods and interfaces.</summary>
public static class GenericChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        report.Equal("generic-class-of-struct", 42, new Box<int>(Opaque.Value(42)).Content);
        report.Equal("generic-class-of-class", "x", new Box<string>(Opaque.Value("x")).Content);
        report.Equal("generic-class-of-wide-struct", 3UL, new Box<Pair<byte, ulong>>(new Pair<byte, ulong>(1, 3)).Content.Second);
        report.Equal("generic-method", 7, Larger(Opaque.Value(3), 7));
        report.Equal("generic-method-on-class", "b", Larger(Opaque.Value("a"), "b"));
        report.Equal("generic-constrained-call", 30, Area(new Rectangle(Opaque.Value(5), 6)));
        report.Equal("generic-constrained-call-on-class", 16, Area(Opaque.Value(new Quad())));
        report.Equal("generic-constrained-mutation", 2, Bump(new Meter()));
        report.Equal("generic-new", 16, Make<Quad>().Area());
        report.Equal("generic-new-of-struct", 0, Make<Meter>().Count);
        report.Equal("generic-default", 0, Nothing<int>());
        report.Equal("generic-default-class", true, Nothing<string>() is null);
        report.Equal("generic-virtual-call", "Int", Opaque.Value<Namer<int>>(new IntNamer()).Name(1));
        report.Equal("generic-interface", "int 5", Opaque.Value<IShow<int>>(new Shower()).Show(5));
        report.Equal("generic-interface-other-argument", "string y", Opaque.Value<IShow<string>>(new Shower()).Show("y"));
        report.Equal(
            "generic-interface-class-argument",
            "box z",
            Opaque.Value<IShow<Box<string>>>(new Shower()).Show(new Box<string>("z")));
        report.Equal("generic-interface-covariant", "z", First(Opaque.Value<IEnumerable<object>>(new List<string> { "z" })));
        report.Equal("generic-interface-contravariant", "object w", Opaque.Value<ITell<string>>(new Teller()).Tell("w"));
        report.Equal("generic-interface-contravariant-only", false, Opaque.Value<object>(new StringTeller()) is ITell<object>);
        report.Equal("generic-statics-apart", 12, CountTwice());
        report.Equal("generic-type-comparison", true, Is<int>() && !Is<uint>());
        report.Equal("generic-shared-code-type-check", true, IsA<string>("s") && !IsA<Quad>("s"));
        report.Equal("generic-array-in-shared-code", 2, new Box<string>("q").Twice().Length);
        report.Equal("equality-comparer-of-enum", true, EqualityComparer<Colour>.Default.Equals(Opaque.Value(Colour.Red), Colour.Red));
        report.Equal(
            "equality-comparer-of-plain-struct",
            true,
            EqualityComparer<Rectangle>.Default.Equals(new Rectangle(1, 2), new Rectangle(1, Opaque.Value(2))));
        report.Equal("equality-comparer-of-nullable", false, EqualityComparer<int?>.Default.Equals(Opaque.Value<int?>(1), null));
        report.Equal("record-struct-equality", true, new Point(1, Opaque.Value(2)) == new Point(1, 2));
        report.Equal("record-struct-inequality", true, new Point(1, Opaque.Value(2)) != new Point(2, 2));
        report.Equal("record-struct-text", "Point { X = 1, Y = 2 }", new Point(1, 2).ToString());
    }

    private static T Larger<T>(T a, T b)
        where T : IComparable<T> => a.CompareTo(b) >= 0 ? a : b;

    private static int Area<T>(T shape)
        where T : IArea => shape.Area();

    private static int Bump<T>(T meter)
        where T : struct, IBump
    {
        meter.Bump();
        meter.Bump();
        return meter.Count;
    }

    private static T Make<T>()
        where T : new() => new();

    private static T? Nothing<T>() => default;

    private static string First(IEnumerable<object> items)
    {
        foreach (object item in items)
        {
            return item.ToString()!;
        }

        return "nothing";
    }

    private static int CountTwice()
    {
        Tally<int>.Count = 10;
        Tally<string>.Count = 1;
        Tally<object>.Count = 1;
        return Tally<int>.Count + Tally<string>.Count + Tally<object>.Count;
    }

    private static bool Is<T>() => typeof(T) == typeof(int);

    private static bool IsA<T>(object value)
        where T : class => value is T;

    private enum Colour : byte
    {
        Red = 1,
    }

    private interface IArea
    {
        public int Area();
    }

    private interface IBump
    {
        public int Count { get; }

        public void Bump();
    }

    private interface IShow<T>
    {
        public string Show(T value);
    }

    private interface ITell<in T>
    {
        public string Tell(T value);
    }

    private readonly record struct Point(int X, int Y);

    private struct Meter : IBump
    {
        public int Count { get; private set; }

        public void Bump() => Count++;
    }

    private readonly struct Rectangle : IArea
    {
        private readonly int width;
        private readonly int height;

        public Rectangle(int width, int height)
        {
            this.width = width;
            this.height = height;
        }

        public int Area() => width * height;
    }

    private struct Pair<T1, T2>
    {
        public T1 First;
        public T2 Second;

        public Pair(T1 first, T2 second)
        {
            First = first;
            Second = second;
        }
    }

    private static class Tally<T>
    {
        public static int Count;
    }

    private sealed class Quad : IArea
    {
        public int Area() => 16;
    }

    private sealed class Box<T>
    {
        public Box(T content) => Content = content;

        public T Content { get; }

        public T[] Twice() => new[] { Content, Content };
    }

    private abstract class Namer<T>
    {
        public abstract string Name(T value);
    }

    private sealed class IntNamer : Namer<int>
    {
        public override string Name(int value) => "Int";
    }

    private sealed class Shower : IShow<int>, IShow<string>, IShow<Box<string>>
    {
        public string Show(int value) => "int " + value.ToString();

        public string Show(string value) => "string " + value;

        public string Show(Box<string> value) => "box " + value.Content;
    }

    private sealed class Teller : ITell<object>
    {
        public string Tell(object value) => "object " + value;
    }

    private sealed class StringTeller : ITell<string>
    {
        public string Tell(string value) => value;
    }
}
