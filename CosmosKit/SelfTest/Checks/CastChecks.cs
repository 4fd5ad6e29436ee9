using System;
using System.Collections;
using System.Collections.Generic;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Casts, type checks, boxing, equality.</summary>
public static class CastChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        object animal = Opaque.Value<object>(new Dog());
        object number = Opaque.Value<object>(17);
        report.Equal("is-class", true, animal is Dog);
        report.Equal("is-base-class", true, animal is Animal);
        report.Equal("is-not-class", false, animal is Cat);
        report.Equal("is-interface", true, animal is IBark);
        report.Equal("is-not-interface", false, animal is IDisposable);
        report.Equal("is-null", false, Opaque.Value<object?>(null) is Dog);
        report.Equal("cast-class", "wau", ((Dog)animal).Bark());
        report.Equal("cast-interface", "wau", ((IBark)animal).Bark());
        report.Equal("as-class", true, animal as Cat is null);
        report.Equal("is-string", true, Opaque.Value<object>("s") is string);
        report.Equal("is-array", true, Opaque.Value<object>(new int[1]) is int[]);
        report.Equal("is-array-of-unsigned", true, Opaque.Value<object>(new int[1]) is uint[]);
        report.Equal("is-not-array", false, Opaque.Value<object>(new int[1]) is long[]);
        report.Equal("is-covariant-array", true, Opaque.Value<object>(new Dog[1]) is Animal[]);
        report.Equal("is-not-contravariant-array", false, Opaque.Value<object>(new Animal[1]) is Dog[]);
        report.Equal("is-system-array", true, Opaque.Value<object>(new int[1]) is Array);
        report.Equal("is-enumerable-array", true, Opaque.Value<object>(new int[1]) is IEnumerable<int>);
        report.Equal("is-enumerable", true, Opaque.Value<object>(new List<int>()) is IEnumerable);
        report.Equal("box-unbox", 17, (int)number);
        report.Equal("is-boxed", true, number is int);
        report.Equal("is-not-boxed", false, number is uint);
        report.Equal("is-value-type", true, number is ValueType);
        report.Equal("unbox-enum-as-integer", 2, (int)Opaque.Value<object>(Size.Large));
        report.Equal("box-nullable", true, Opaque.Value<object?>(Opaque.Value<int?>(5)) is 5);
        report.Equal("box-empty-nullable", true, Opaque.Value<object?>(Opaque.Value<int?>(null)) is null);
        report.Equal("unbox-nullable", 5L, ((long?)Opaque.Value<object?>(5L)) ?? 0);
        report.Equal("unbox-empty-nullable", false, ((int?)Opaque.Value<object?>(null)).HasValue);
        report.Equal("box-odd-struct", 0xAABBCCu, Sum((Odd)Opaque.Value<object>(new Odd { A = 0xAA, B = 0xBB, C = 0xCC })));
        report.Equal("box-wide-struct", 3UL, ((Wide)Opaque.Value<object>(new Wide { A = 1, B = 3 })).B);
        report.Equal("boxed-equality", true, number.Equals(17));
        report.Equal("boxed-inequality", false, number.Equals(17u));
        report.Equal("struct-equality", true, Opaque.Value<object>(new Odd { A = 1 }).Equals(new Odd { A = 1 }));
        report.Equal("struct-inequality", false, Opaque.Value<object>(new Odd { A = 1 }).Equals(new Odd { C = 1 }));
        report.Equal("reference-equality", false, new Dog().Equals(animal));
        report.Equal("object-equals", true, Equals(Opaque.Value<object>("ab"), "a" + Opaque.Value("b")));
        report.Equal(
            "pattern-switch",
            "dog cat 17 text nothing",
            $"{Name(animal)} {Name(new Cat())} {Name(number)} {Name("text")} {Name(null)}");
        report.Equal("hash-code-stable", animal.GetHashCode(), animal.GetHashCode());
        report.Equal("type-of-comparison", true, typeof(Dog) == typeof(Dog) && typeof(Dog) != typeof(Cat));
    }

    private static uint Sum(Odd odd) => ((uint)odd.A << 16) | ((uint)odd.B << 8) | odd.C;

    private static string Name(object? value) => value switch
    {
        Dog => "dog",
        Cat { Legs: 4 } => "cat",
        int and > 10 => value.ToString()!,
        string text => text,
        _ => "nothing",
    };

    private enum Size
    {
        Small = 1,
        Large = 2,
    }

    private interface IBark
    {
        public string Bark();
    }

    private struct Odd
    {
        public byte A;
        public byte B;
        public byte C;
    }

    private struct Wide
    {
        public uint A;
        public ulong B;
    }

    private class Animal
    {
        public int Legs => 4;
    }

    private sealed class Dog : Animal, IBark
    {
        public string Bark() => "wau";
    }

    private sealed class Cat : Animal
    {
    }
}
