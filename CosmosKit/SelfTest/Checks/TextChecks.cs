using System;
using System.Text;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Strings and formatting.</summary>
public static class TextChecks
{
    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        string hello = Opaque.Value("hello");
        report.Equal("string-length", 5, hello.Length);
        report.Equal("string-index", 'e', hello[1]);
        report.Equal("string-equal", true, hello == "hel" + Opaque.Value("lo"));
        report.Equal("string-unequal", true, hello != Opaque.Value("hellO"));
        report.Equal("string-concat-2", "hello!", hello + Opaque.Value("!"));
        report.Equal("string-concat-3", "a-b", Opaque.Value("a") + '-' + Opaque.Value("b"));
        report.Equal("string-concat-many", "abcdef", string.Concat(new[] { "a", "b", "c", "d", "e", "f" }));
        report.Equal("string-concat-null", "x", Opaque.Value<string?>(null) + "x");
        report.Equal("string-substring", "ell", hello.Substring(1, 3));
        report.Equal("string-range", "llo", hello[2..]);
        report.Equal("string-index-of", 3, hello.IndexOf("lo", StringComparison.Ordinal));
        report.Equal("string-index-of-char", 2, hello.IndexOf('l'));
        report.Equal(
            "string-starts-ends",
            true,
            hello.StartsWith("he", StringComparison.Ordinal) && hello.EndsWith("lo", StringComparison.Ordinal));
        report.Equal("string-split", "a|b||c", string.Join("|", "a b  c".Split(' ')));
        report.Equal("string-split-without-empty", "a|b|c", string.Join("|", "a b  c".Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        report.Equal("string-trim", "x y", " \tx y \n".Trim());
        report.Equal("string-pad", "   7|7  ", Opaque.Value("7").PadLeft(4) + "|" + Opaque.Value("7").PadRight(3));
        report.Equal("string-replace", "heLLo", hello.Replace('l', 'L'));
        report.Equal("string-upper-lower", "HELLO abc", hello.ToUpperInvariant() + " " + "ABC".ToLowerInvariant());
        report.Equal("string-compare", true, string.CompareOrdinal("abc", hello) < 0);
        report.Equal("string-switch", 2, Switched(hello));
        report.Equal("string-foreach", 532, Sum(hello));
        report.Equal("string-from-chars", "aaa", new string(Opaque.Value('a'), 3));
        report.Equal("string-empty", 0, string.Empty.Length);

        report.Equal("format-decimal", "0 -1 2147483647 -2147483648", $"{0} {Opaque.Value(-1)} {int.MaxValue} {int.MinValue}");
        report.Equal("format-wide", "-9223372036854775808 18446744073709551615", $"{long.MinValue} {Opaque.Value(ulong.MaxValue)}");
        report.Equal(
            "format-hexadecimal",
            "0000BEEF beef FFFFFFFF FF",
            $"{Opaque.Value(0xBEEF):X8} {0xBEEF:x} {Opaque.Value(-1):X} {(sbyte)-1:X}");
        report.Equal("format-hexadecimal-wide", "FEDCBA9876543210", Opaque.Value(0xFEDCBA9876543210).ToString("X16"));
        report.Equal("format-digits", "0042 -0042", $"{Opaque.Value(42):D4} {Opaque.Value(-42):D4}");
        report.Equal("format-thousands", "1,234,567", Opaque.Value(1234567).ToString("N0"));
        report.Equal("format-alignment", "[   7][7   ]", $"[{Opaque.Value(7),4}][{Opaque.Value(7),-4}]");
        report.Equal("format-composite", "1 {x} 0A", string.Format("{0} {{x}} {1:X2}", 1, 10));
        report.Equal("format-bool-char-null", "True c ", $"{Opaque.Value(true)} {Opaque.Value('c')} {Opaque.Value<string?>(null)}");
        report.Equal("format-struct", "(3)", $"{new Wrapped(3)}");
        report.Equal("parse", -42, int.Parse(Opaque.Value(" -42 ")));
        report.Equal("parse-rejects", false, byte.TryParse(Opaque.Value("256"), out _));
        report.Equal("parse-unsigned", 18446744073709551615UL, ulong.Parse(Opaque.Value("18446744073709551615")));
        report.Equal("string-builder", "a1bTrue!!!", Built());
        report.Equal("string-builder-interpolation", "n=0007;", new StringBuilder().Append($"n={Opaque.Value(7):D4};").ToString());
        report.Equal("char-classes", true, char.IsDigit('7') && char.IsLetter('x') && !char.IsWhiteSpace('x') && char.IsUpper('X'));
    }

    private static int Switched(string text) => text switch
    {
        "one" => 1,
        "hello" => 2,
        "three" => 3,
        "four" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seven" => 7,
        "eight" => 8,
        _ => 0,
    };

    private static int Sum(string text)
    {
        int sum = 0;
        foreach (char c in text)
        {
            sum += c;
        }

        return sum;
    }

    private static string Built()
    {
        var builder = new StringBuilder(1);
        builder.Append('a').Append(1).Append("b").Append(true).Append('!', 3);
        return builder.ToString();
    }

    private readonly struct Wrapped
    {
        private readonly int value;

        public Wrapped(int value) => this.value = value;

        public override string ToString() => "(" + value.ToString() + ")";
    }
}
