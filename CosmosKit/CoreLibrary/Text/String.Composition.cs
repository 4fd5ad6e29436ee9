using System.Collections.Generic;
using System.Text;

namespace System;

/// <content>Strings made of others.</content>
public sealed unsafe partial class String
{
    public static string Concat(string? str0, string? str1) => Concat(str0, str1, null, null);

    public static string Concat(string? str0, string? str1, string? str2) => Concat(str0, str1, str2, null);

    public static string Concat(string? str0, string? str1, string? str2, string? str3)
    {
        int first = LengthOf(str0);
        int second = first + LengthOf(str1);
        int third = second + LengthOf(str2);
        string result = Allocate(third + LengthOf(str3));
        Fill(result, 0, str0);
        Fill(result, first, str1);
        Fill(result, second, str2);
        Fill(result, third, str3);
        return result;
    }

    public static string Concat(params string?[] values) => Join(null, values);

    public static string Concat(object? arg0) => TextOf(arg0);

    public static string Concat(object? arg0, object? arg1) => Concat(TextOf(arg0), TextOf(arg1));

    public static string Concat(object? arg0, object? arg1, object? arg2) => Concat(TextOf(arg0), TextOf(arg1), TextOf(arg2));

    public static string Concat(params object?[] args)
    {
        var texts = new string[args.Length];
        for (int i = 0; i < args.Length; i++)
            texts[i] = TextOf(args[i]);
        return Concat(texts);
    }

    public static string Join(string? separator, params string?[] value)
    {
        int length = value.Length == 0 ? 0 : (value.Length - 1) * LengthOf(separator);
        for (int i = 0; i < value.Length; i++)
            length += LengthOf(value[i]);

        string result = Allocate(length);
        int position = 0;
        for (int i = 0; i < value.Length; i++)
        {
            if (i != 0)
            {
                Fill(result, position, separator);
                position += LengthOf(separator);
            }

            Fill(result, position, value[i]);
            position += LengthOf(value[i]);
        }

        return result;
    }

    public static string Join(string? separator, IEnumerable<string?> values)
    {
        var builder = new StringBuilder();
        bool first = true;
        foreach (string? value in values)
        {
            if (!first)
                builder.Append(separator);
            builder.Append(value);
            first = false;
        }

        return builder.ToString();
    }

    public static string Format(string format, object? arg0) => Format(format, new[] { arg0 });

    public static string Format(string format, object? arg0, object? arg1) => Format(format, new[] { arg0, arg1 });

    public static string Format(string format, object? arg0, object? arg1, object? arg2) => Format(format, new[] { arg0, arg1, arg2 });

    public static string Format(string format, params object?[] args) => new StringBuilder().AppendFormat(format, args).ToString();

    public string Substring(int startIndex) => Substring(startIndex, Length - startIndex);

    public string Substring(int startIndex, int length)
    {
        if ((uint)startIndex > (uint)Length || (uint)length > (uint)(Length - startIndex))
            throw new ArgumentOutOfRangeException(nameof(startIndex));

        return length == Length ? this : new string(((ReadOnlySpan<char>)this).Slice(startIndex, length));
    }

    public string PadLeft(int totalWidth) => PadLeft(totalWidth, ' ');

    public string PadLeft(int totalWidth, char paddingChar) =>
        totalWidth <= Length ? this : new string(paddingChar, totalWidth - Length) + this;

    public string PadRight(int totalWidth) => PadRight(totalWidth, ' ');

    public string PadRight(int totalWidth, char paddingChar) =>
        totalWidth <= Length ? this : this + new string(paddingChar, totalWidth - Length);

    public string Trim() => TrimStart().TrimEnd();

    public string Trim(char trimChar) => TrimStart(trimChar).TrimEnd(trimChar);

    public string TrimStart()
    {
        int start = 0;
        while (start < Length && char.IsWhiteSpace(this[start]))
            start++;
        return Substring(start);
    }

    public string TrimStart(char trimChar)
    {
        int start = 0;
        while (start < Length && this[start] == trimChar)
            start++;
        return Substring(start);
    }

    public string TrimEnd()
    {
        int end = Length;
        while (end > 0 && char.IsWhiteSpace(this[end - 1]))
            end--;
        return Substring(0, end);
    }

    public string TrimEnd(char trimChar)
    {
        int end = Length;
        while (end > 0 && this[end - 1] == trimChar)
            end--;
        return Substring(0, end);
    }

    public string ToUpperInvariant()
    {
        char[] characters = ToCharArray();
        for (int i = 0; i < characters.Length; i++)
            characters[i] = char.ToUpper(characters[i]);
        return new string(characters);
    }

    public string ToLowerInvariant()
    {
        char[] characters = ToCharArray();
        for (int i = 0; i < characters.Length; i++)
            characters[i] = char.ToLower(characters[i]);
        return new string(characters);
    }

    public string ToUpper() => ToUpperInvariant();

    public string ToLower() => ToLowerInvariant();

    public string Replace(char oldChar, char newChar)
    {
        char[] characters = ToCharArray();
        for (int i = 0; i < characters.Length; i++)
        {
            if (characters[i] == oldChar)
                characters[i] = newChar;
        }

        return new string(characters);
    }

    public string[] Split(char separator, StringSplitOptions options = StringSplitOptions.None)
    {
        var parts = new List<string>();
        int start = 0;
        for (int i = 0; i <= Length; i++)
        {
            if (i != Length && this[i] != separator)
                continue;

            string part = Substring(start, i - start);
            if ((options & StringSplitOptions.TrimEntries) != 0)
                part = part.Trim();
            if (part.Length != 0 || (options & StringSplitOptions.RemoveEmptyEntries) == 0)
                parts.Add(part);
            start = i + 1;
        }

        return parts.ToArray();
    }

    public bool Contains(char value) => IndexOf(value) >= 0;

    public bool Contains(string value) => IndexOf(value) >= 0;

    public bool StartsWith(char value) => Length != 0 && this[0] == value;

    public bool StartsWith(string value) => IsAt(0, value);

    public bool StartsWith(string value, StringComparison comparisonType)
    {
        RequireOrdinal(comparisonType);
        return IsAt(0, value);
    }

    public bool EndsWith(char value) => Length != 0 && this[Length - 1] == value;

    public bool EndsWith(string value) => IsAt(Length - value.Length, value);

    public bool EndsWith(string value, StringComparison comparisonType)
    {
        RequireOrdinal(comparisonType);
        return EndsWith(value);
    }

    public int IndexOf(char value) => IndexOf(value, 0);

    public int IndexOf(char value, int startIndex)
    {
        for (int i = startIndex; i < Length; i++)
        {
            if (this[i] == value)
                return i;
        }

        return -1;
    }

    public int IndexOf(string value)
    {
        for (int i = 0; i <= Length - value.Length; i++)
        {
            if (IsAt(i, value))
                return i;
        }

        return -1;
    }

    public int IndexOf(string value, StringComparison comparisonType)
    {
        RequireOrdinal(comparisonType);
        return IndexOf(value);
    }

    public int LastIndexOf(char value)
    {
        for (int i = Length - 1; i >= 0; i--)
        {
            if (this[i] == value)
                return i;
        }

        return -1;
    }

    private static int LengthOf(string? value) => value is null ? 0 : value.Length;

    private static string TextOf(object? value) => value?.ToString() ?? Empty;

    private bool IsAt(int position, string value)
    {
        if (position < 0 || position > Length - value.Length)
            return false;

        for (int i = 0; i < value.Length; i++)
        {
            if (this[position + i] != value[i])
                return false;
        }

        return true;
    }
}
