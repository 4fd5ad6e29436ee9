namespace System;

/// <summary>True or false.</summary>
public readonly struct Boolean : IEquatable<bool>, IComparable<bool>
{
    public static readonly string TrueString = "True";
    public static readonly string FalseString = "False";

    private readonly bool _value;

    public bool Equals(bool obj) => _value == obj;

    public override bool Equals(object? obj) => obj is bool other && _value == other;

    public int CompareTo(bool value) => _value == value ? 0 : _value ? 1 : -1;

    public override int GetHashCode() => _value ? 1 : 0;

    public override string ToString() => _value ? "True" : "False";
}
