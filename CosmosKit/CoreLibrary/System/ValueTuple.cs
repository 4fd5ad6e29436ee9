using System.Collections.Generic;

namespace System;

/// <summary>A pair.</summary>
public struct ValueTuple<T1, T2> : IEquatable<(T1 First, T2 Second)>
{
    public T1 Item1;
    public T2 Item2;

    public ValueTuple(T1 item1, T2 item2)
    {
        Item1 = item1;
        Item2 = item2;
    }

    public readonly bool Equals((T1 First, T2 Second) other) =>
        EqualityComparer<T1>.Default.Equals(Item1, other.First) && EqualityComparer<T2>.Default.Equals(Item2, other.Second);

    public override readonly bool Equals(object? obj) => obj is ValueTuple<T1, T2> other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Item1, Item2);
}

/// <summary>A triple.</summary>
public struct ValueTuple<T1, T2, T3> : IEquatable<(T1 First, T2 Second, T3 Third)>
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;

    public ValueTuple(T1 item1, T2 item2, T3 item3)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
    }

    public readonly bool Equals((T1 First, T2 Second, T3 Third) other) =>
        (Item1, Item2).Equals((other.First, other.Second)) && EqualityComparer<T3>.Default.Equals(Item3, other.Third);

    public override readonly bool Equals(object? obj) => obj is ValueTuple<T1, T2, T3> other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Item1, Item2, Item3);
}

/// <summary>Four values.</summary>
public struct ValueTuple<T1, T2, T3, T4>
{
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;

    public ValueTuple(T1 item1, T2 item2, T3 item3, T4 item4)
    {
        Item1 = item1;
        Item2 = item2;
        Item3 = item3;
        Item4 = item4;
    }
}
