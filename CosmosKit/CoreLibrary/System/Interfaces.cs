namespace System;

/// <summary>Something that can be given back early.</summary>
public interface IDisposable
{
    public void Dispose();
}

/// <summary>A type whose values can be compared for equality.</summary>
public interface IEquatable<T>
{
    public bool Equals(T? other);
}

/// <summary>A type whose values have an order.</summary>
public interface IComparable<in T>
{
    public int CompareTo(T? other);
}

/// <summary>A type whose boxed values have an order.</summary>
public interface IComparable
{
    public int CompareTo(object? obj);
}

/// <summary>A type whose objects can be copied.</summary>
public interface ICloneable
{
    public object Clone();
}
