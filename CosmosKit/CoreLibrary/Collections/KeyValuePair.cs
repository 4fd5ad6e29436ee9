namespace System.Collections.Generic;

/// <summary>An entry of a dictionary.</summary>
public readonly struct KeyValuePair<TKey, TValue>
{
    public KeyValuePair(TKey key, TValue value)
    {
        Key = key;
        Value = value;
    }

    public TKey Key { get; }

    public TValue Value { get; }

    public void Deconstruct(out TKey key, out TValue value)
    {
        key = Key;
        value = Value;
    }
}

/// <summary>A key that a dictionary does not have.</summary>
public class KeyNotFoundException : SystemException
{
    public KeyNotFoundException()
    {
    }

    public KeyNotFoundException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "KeyNotFoundException";
}
