namespace System.Collections.Generic;

/// <summary>A sequence of values.</summary>
public interface IEnumerable<out T> : IEnumerable
{
    public new IEnumerator<T> GetEnumerator();
}

/// <summary>A position in a sequence.</summary>
public interface IEnumerator<out T> : IDisposable, IEnumerator
{
    public new T Current { get; }
}
