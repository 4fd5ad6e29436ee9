namespace System.Collections.Generic;

/// <summary>A collection with a count.</summary>
public interface ICollection<T> : IEnumerable<T>
{
    public int Count { get; }

    public bool IsReadOnly { get; }

    public void Add(T item);

    public void Clear();

    public bool Contains(T item);

    public void CopyTo(T[] array, int arrayIndex);

    public bool Remove(T item);
}

/// <summary>A collection with positions.</summary>
public interface IList<T> : ICollection<T>
{
    public T this[int index] { get; set; }

    public int IndexOf(T item);

    public void Insert(int index, T item);

    public void RemoveAt(int index);
}

/// <summary>A collection that one can only look at.</summary>
public interface IReadOnlyCollection<out T> : IEnumerable<T>
{
    public int Count { get; }
}

/// <summary>A collection with positions that one can only look at.</summary>
public interface IReadOnlyList<out T> : IReadOnlyCollection<T>
{
    public T this[int index] { get; }
}
