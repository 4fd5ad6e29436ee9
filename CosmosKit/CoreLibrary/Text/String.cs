using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>
/// Immutable text in UTF-16. All comparisons are ordinal, also those that .NET makes culture-sensitive by default. The two
/// fields are what ilc lays string literals out as.
/// </summary>
public sealed unsafe partial class String : IEquatable<string>, IComparable<string>
{
    public static readonly string Empty = "";

    private readonly int _stringLength;
    private char _firstChar;

#pragma warning disable CS0824 // ilc knows what to do.
    public extern String(char c, int count);

    public extern String(char[]? value);

    public extern String(char[] value, int startIndex, int length);

    public extern String(char* value);

    public extern String(char* value, int startIndex, int length);

    public extern String(ReadOnlySpan<char> value);
#pragma warning restore CS0824

    public int Length
    {
        [Intrinsic]
        get => _stringLength;
    }

    internal ReadOnlySpan<char> Characters => new(ref _firstChar, _stringLength);

    [IndexerName("Chars")]
    public char this[int index]
    {
        [Intrinsic]
        get => (uint)index < (uint)_stringLength ? Unsafe.Add(ref _firstChar, index) : throw new IndexOutOfRangeException();
    }

    public static bool operator ==(string? a, string? b) => Equals(a, b);

    public static bool operator !=(string? a, string? b) => !Equals(a, b);

    public static implicit operator ReadOnlySpan<char>(string? value) => value is null ? default : value.Characters;

    public static bool Equals(string? a, string? b) =>
        ReferenceEquals(a, b) || (a is not null && b is not null && a.Length == b.Length && CompareOrdinal(a, b) == 0);

    public static int CompareOrdinal(string? strA, string? strB)
    {
        if (strA is null || strB is null)
            return strA is null ? strB is null ? 0 : -1 : 1;

        int common = Math.Min(strA.Length, strB.Length);
        for (int i = 0; i < common; i++)
        {
            int difference = strA[i] - strB[i];
            if (difference != 0)
                return difference;
        }

        return strA.Length - strB.Length;
    }

    public static bool IsNullOrEmpty(string? value) => value is null || value.Length == 0;

    public static bool IsNullOrWhiteSpace(string? value) => value is null || value.Trim().Length == 0;

    public bool Equals(string? value) => Equals(this, value);

    public override bool Equals(object? obj) => obj is string other && Equals(this, other);

    public bool Equals(string? value, StringComparison comparisonType)
    {
        RequireOrdinal(comparisonType);
        return Equals(this, value);
    }

    public int CompareTo(string? strB) => CompareOrdinal(this, strB);

    public override int GetHashCode()
    {
        uint hash = 2166136261;
        for (int i = 0; i < Length; i++)
            hash = (hash ^ this[i]) * 16777619;
        return (int)hash;
    }

    public override string ToString() => this;

    public ref readonly char GetPinnableReference() => ref _firstChar;

    public CharEnumerator GetEnumerator() => new(this);

    public char[] ToCharArray()
    {
        var result = new char[Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = this[i];
        return result;
    }

    internal static string Allocate(int length)
    {
        if (length == 0)
            return Empty;

        object result = Allocator.NewArray(MethodTable.Of<string>(), length);
        return Unsafe.As<string>(result);
    }

    /// <summary>Overwrites a part of a string that no other code has a reference to yet.</summary>
    internal static void Fill(string target, int position, string? part)
    {
        if (part is null)
            return;

        Memory.Copy(
            ref Unsafe.As<char, byte>(ref Unsafe.Add(ref target._firstChar, position)),
            ref Unsafe.As<char, byte>(ref part._firstChar),
            (uint)part.Length * sizeof(char));
    }

    private static void RequireOrdinal(StringComparison comparisonType)
    {
        bool ignoresCase = comparisonType
            is StringComparison.OrdinalIgnoreCase
            or StringComparison.InvariantCultureIgnoreCase
            or StringComparison.CurrentCultureIgnoreCase;
        if (ignoresCase)
            throw new NotSupportedException("strings are compared ordinally");
    }

    // ilc turns each constructor into a call of the method Ctor with the same parameters: a string's size is not its type's.
#pragma warning disable IDE0051
    private static string Ctor(char c, int count)
    {
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count));

        string result = Allocate(count);
        for (int i = 0; i < count; i++)
            Unsafe.Add(ref result._firstChar, i) = c;
        return result;
    }

    private static string Ctor(char[]? value) => value is null ? Empty : Ctor(new ReadOnlySpan<char>(value));

    private static string Ctor(char[] value, int startIndex, int length) => Ctor(new ReadOnlySpan<char>(value, startIndex, length));

    private static string Ctor(char* value)
    {
        int length = 0;
        while (value != null && value[length] != 0)
            length++;
        return Ctor(value, 0, length);
    }

    private static string Ctor(char* value, int startIndex, int length) => Ctor(new ReadOnlySpan<char>(value + startIndex, length));

    private static string Ctor(ReadOnlySpan<char> value)
    {
        string result = Allocate(value.Length);
        for (int i = 0; i < value.Length; i++)
            Unsafe.Add(ref result._firstChar, i) = value[i];
        return result;
    }
#pragma warning restore IDE0051
}
