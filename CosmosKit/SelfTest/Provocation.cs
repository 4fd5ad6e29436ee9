using System;
using System.Runtime.InteropServices;

namespace CosmosKit.SelfTest;

/// <summary>The ways to panic: none of them may be survived, and each must say what it was.</summary>
public static unsafe class Provocation
{
    /// <summary>Panics if the command line asks for it.</summary>
    /// <param name="commandLine">Words; the one that matters is <c>provoke=NAME</c>.</param>
    public static void Obey(string commandLine)
    {
        foreach (string word in commandLine.Split(' '))
        {
            if (word.StartsWith("provoke=", StringComparison.Ordinal))
            {
                Provoke(word.Substring("provoke=".Length));
                Console.WriteLine("survived: " + word);
            }
        }
    }

    private static void Provoke(string name)
    {
        switch (name)
        {
            case "throw":
                throw new InvalidOperationException("provoked");
            case "index":
                Opaque.Value(new int[3])[Opaque.Value(3)] = 1;
                break;
            case "span-index":
                _ = new ReadOnlySpan<int>(Opaque.Value(new int[3]))[Opaque.Value(-1)];
                break;
            case "null":
                _ = Opaque.Value<string?>(null)!.Length;
                break;
            case "null-interface":
                Opaque.Value<IDisposable?>(null)!.Dispose();
                break;
            case "null-structure":
                Opaque.Value(new Wide[1])[0] = *(Wide*)Opaque.Value(0);
                break;
            case "floating":
                _ = (int)(Opaque.Value(1.5) * Opaque.Value(2.5));
                break;
            case "cast":
                _ = (string)Opaque.Value<object>(new int[1]);
                break;
            case "unbox":
                _ = (long)Opaque.Value<object>(1);
                break;
            case "array-store":
                Opaque.Value<object[]>(new string[1])[0] = new object();
                break;
            case "divide":
                _ = 1 / Opaque.Value(0);
                break;
            case "divide-wide":
                _ = 1UL / Opaque.Value(0UL);
                break;
            case "overflow":
                _ = checked(Opaque.Value(int.MaxValue) + 1);
                break;
            case "negative-array":
                _ = new byte[Opaque.Value(-1)];
                break;
            case "out-of-memory":
                _ = new byte[Opaque.Value(0x7FFF0000)];
                break;
            case "enum-text":
                _ = Opaque.Value(DayOfWeek.Friday).ToString();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name), "there is no such provocation");
        }
    }

    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct Wide
    {
    }

    private enum DayOfWeek
    {
        Friday = 5,
    }
}
