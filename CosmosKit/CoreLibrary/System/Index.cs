namespace System;

/// <summary>A position, counted from the start or from the end.</summary>
public readonly struct Index : IEquatable<Index>
{
    // A position from the end is stored as its complement.
    private readonly int _value;

    public Index(int value, bool fromEnd = false) => _value = fromEnd ? ~value : value;

    public static Index Start => new(0);

    public static Index End => new(0, true);

    public int Value => IsFromEnd ? ~_value : _value;

    public bool IsFromEnd => _value < 0;

    public static implicit operator Index(int value) => new(value);

    public static Index FromStart(int value) => new(value);

    public static Index FromEnd(int value) => new(value, true);

    public int GetOffset(int length) => IsFromEnd ? length - Value : _value;

    public bool Equals(Index other) => _value == other._value;

    public override bool Equals(object? value) => value is Index other && Equals(other);

    public override int GetHashCode() => _value;
}
