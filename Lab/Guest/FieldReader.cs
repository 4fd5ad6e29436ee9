using System;
using System.Collections.Generic;
using System.Globalization;

namespace CosmosPaging.Lab.Guest;

/// <summary>
/// Reads the <c>key=value</c> fields of a record. The first thing that is wrong is kept in <see cref="Problem"/> and reading goes
/// on with harmless values, so that a grammar can ask for all its fields and look for a problem once.
/// </summary>
internal sealed class FieldReader
{
    private const string SentenceMark = " : ";

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);

    /// <summary>Splits a record's body: fields parted by single blanks, then perhaps <c> : </c> and a sentence.</summary>
    /// <param name="body">The line without its leading keyword.</param>
    public FieldReader(string body)
    {
        // A body without fields begins with the mark itself, less its first blank.
        int mark = body.StartsWith(": ", StringComparison.Ordinal) ? -1 : body.IndexOf(SentenceMark, StringComparison.Ordinal);
        string head = body;
        if (mark >= 0)
        {
            head = body[..mark];
            Sentence = body[(mark + SentenceMark.Length)..];
        }

        foreach (string word in head.Split(' '))
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == word.Length - 1)
            {
                Fail($"'{word}' is not key=value");
            }
            else if (!fields.TryAdd(word[..equals], word[(equals + 1)..]))
            {
                Fail($"the field {word[..equals]} comes twice");
            }
        }
    }

    /// <summary>The sentence after the fields; empty if there is none.</summary>
    public string Sentence { get; } = "";

    /// <summary>The first thing that was wrong; none if all went well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Notes a problem, unless there is one already.</summary>
    /// <param name="problem">What is wrong.</param>
    public void Fail(string problem) => Problem ??= problem;

    /// <summary>A field that may be missing.</summary>
    public string? Optional(string key) => fields.GetValueOrDefault(key);

    /// <summary>A field that must be there.</summary>
    public string Word(string key)
    {
        if (fields.TryGetValue(key, out string? value))
        {
            return value;
        }

        Fail($"the field {key} is missing");
        return "";
    }

    /// <summary>A field that must be there and be a decimal number without sign.</summary>
    public int Number(string key)
    {
        string word = Word(key);
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            return value;
        }

        Fail($"{key}={word} is not a number");
        return 0;
    }

    /// <summary>A decimal number without sign that may be missing.</summary>
    public long? OptionalNumber(string key)
    {
        if (!fields.TryGetValue(key, out string? word))
        {
            return null;
        }

        if (!long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
        {
            Fail($"{key}={word} is not a number");
        }

        return value;
    }

    /// <summary>A field that must be there and be a 32-bit number in hexadecimal.</summary>
    public uint Address(string key) => ParseAddress(key, Word(key));

    /// <summary>A 32-bit number in hexadecimal that may be missing.</summary>
    public uint? OptionalAddress(string key) => fields.TryGetValue(key, out string? word) ? ParseAddress(key, word) : null;

    /// <summary>A 64-bit number in hexadecimal that may be missing.</summary>
    public ulong? OptionalEntry(string key)
    {
        if (!fields.TryGetValue(key, out string? word))
        {
            return null;
        }

        if (!ulong.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value))
        {
            Fail($"{key}={word} is not a hexadecimal number");
        }

        return value;
    }

    private uint ParseAddress(string key, string word)
    {
        if (!uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value))
        {
            Fail($"{key}={word} is not a 32-bit hexadecimal number");
        }

        return value;
    }
}
