namespace System;

/// <summary>A UTF-16 code unit. Classification covers ASCII only.</summary>
public readonly struct Char : IEquatable<char>, IComparable<char>
{
    public const char MinValue = '\0';
    public const char MaxValue = '\uffff';

    private readonly char _value;

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    public static bool IsAsciiLetter(char c) => (uint)((c | 0x20) - 'a') <= 'z' - 'a';

    public static bool IsLetter(char c) => IsAsciiLetter(c);

    public static bool IsLetterOrDigit(char c) => IsAsciiLetter(c) || IsDigit(c);

    public static bool IsUpper(char c) => c is >= 'A' and <= 'Z';

    public static bool IsLower(char c) => c is >= 'a' and <= 'z';

    public static bool IsWhiteSpace(char c) => c == ' ' || c is >= '\t' and <= '\r';

    public static bool IsControl(char c) => c < ' ' || c == '\u007f';

    public static char ToUpper(char c) => IsLower(c) ? (char)(c - 0x20) : c;

    public static char ToUpperInvariant(char c) => ToUpper(c);

    public static char ToLower(char c) => IsUpper(c) ? (char)(c + 0x20) : c;

    public static char ToLowerInvariant(char c) => ToLower(c);

    public static string ToString(char c) => new(c, 1);

    public bool Equals(char obj) => _value == obj;

    public override bool Equals(object? obj) => obj is char other && _value == other;

    public int CompareTo(char value) => _value - value;

    public override int GetHashCode() => _value;

    public override string ToString() => new(_value, 1);
}
