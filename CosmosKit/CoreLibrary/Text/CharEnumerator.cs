using System.Collections.Generic;

namespace System;

/// <summary>Goes through the characters of a string.</summary>
public sealed class CharEnumerator : IEnumerator<char>
{
    private readonly string _text;
    private int _position = -1;

    internal CharEnumerator(string text) => _text = text;

    public char Current => _text[_position];

    object? Collections.IEnumerator.Current => Current;

    public bool MoveNext() => ++_position < _text.Length;

    public void Reset() => _position = -1;

    public void Dispose()
    {
    }
}
