using System.Collections;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Internal.Runtime;

namespace System;

/// <summary>The base of all arrays; of one dimension only, with elements counted from 0.</summary>
public abstract unsafe class Array
{
    // ilc's code reads the length of an array here; the allocator writes it.
    private readonly int _numComponents;

    public int Length
    {
        [Intrinsic]
        get => _numComponents;
    }

    public int Rank => 1;

    internal ref byte FirstElement => ref Unsafe.Add(ref FirstField, sizeof(int));

    public static T[] Empty<T>() => EmptyArray<T>.Value;

    public static void Copy(Array sourceArray, Array destinationArray, int length) =>
        Copy(sourceArray, 0, destinationArray, 0, length);

    public static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length)
    {
        if (sourceArray.Type->ComponentSize != destinationArray.Type->ComponentSize)
            throw new ArgumentException("the arrays' elements differ in size");

        Check(sourceArray, sourceIndex, length);
        Check(destinationArray, destinationIndex, length);
        uint size = sourceArray.Type->ComponentSize;
        Memory.Copy(
            ref Unsafe.Add(ref destinationArray.FirstElement, destinationIndex * (int)size),
            ref Unsafe.Add(ref sourceArray.FirstElement, sourceIndex * (int)size),
            (uint)length * size);
    }

    public static void Clear(Array array) => Clear(array, 0, array.Length);

    public static void Clear(Array array, int index, int length)
    {
        Check(array, index, length);
        uint size = array.Type->ComponentSize;
        Memory.Zero(ref Unsafe.Add(ref array.FirstElement, index * (int)size), (uint)length * size);
    }

    public static void Fill<T>(T[] array, T value)
    {
        for (int i = 0; i < array.Length; i++)
            array[i] = value;
    }

    public static int IndexOf<T>(T[] array, T value) => IndexOf(array, value, 0, array.Length);

    public static int IndexOf<T>(T[] array, T value, int startIndex, int count)
    {
        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int i = startIndex; i < startIndex + count; i++)
        {
            if (comparer.Equals(array[i], value))
                return i;
        }

        return -1;
    }

    public static void Resize<T>(ref T[]? array, int newSize)
    {
        var resized = new T[newSize];
        if (array is not null)
            Copy(array, resized, Math.Min(array.Length, newSize));
        array = resized;
    }

    public static void Reverse<T>(T[] array)
    {
        for (int i = 0, j = array.Length - 1; i < j; i++, j--)
            (array[i], array[j]) = (array[j], array[i]);
    }

    public int GetLength(int dimension) => dimension == 0 ? Length : throw new IndexOutOfRangeException();

    public object Clone()
    {
        object copy = Allocator.NewArray(Type, Length);
        Copy(this, Unsafe.As<Array>(copy), Length);
        return copy;
    }

    private static void Check(Array array, int index, int length)
    {
        if ((uint)index > (uint)array.Length || (uint)length > (uint)(array.Length - index))
            throw new ArgumentOutOfRangeException(nameof(length));
    }

    private static class EmptyArray<T>
    {
        public static readonly T[] Value = new T[0];
    }
}

/// <summary>What ilc gives every array of T besides its own type: the collection interfaces.</summary>
internal sealed class Array<T> : Array, IList<T>, IReadOnlyList<T>
{
    public int Count => Length;

    public bool IsReadOnly => true;

    public T this[int index]
    {
        get => Unsafe.As<T[]>(this)[index];
        set => Unsafe.As<T[]>(this)[index] = value;
    }

    public IEnumerator<T> GetEnumerator() => new ArrayEnumerator<T>(Unsafe.As<T[]>(this));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Contains(T item) => IndexOf(item) >= 0;

    public int IndexOf(T item) => IndexOf(Unsafe.As<T[]>(this), item);

    public void CopyTo(T[] array, int arrayIndex) => Copy(this, 0, array, arrayIndex, Length);

    public void Add(T item) => throw new NotSupportedException("an array keeps its length");

    public void Clear() => throw new NotSupportedException("an array keeps its length");

    public bool Remove(T item) => throw new NotSupportedException("an array keeps its length");

    public void Insert(int index, T item) => throw new NotSupportedException("an array keeps its length");

    public void RemoveAt(int index) => throw new NotSupportedException("an array keeps its length");
}

/// <summary>Goes through an array.</summary>
internal sealed class ArrayEnumerator<T> : IEnumerator<T>
{
    private readonly T[] _array;
    private int _index = -1;

    public ArrayEnumerator(T[] array) => _array = array;

    public T Current => _array[_index];

    object? IEnumerator.Current => Current;

    public bool MoveNext() => ++_index < _array.Length;

    public void Reset() => _index = -1;

    public void Dispose()
    {
    }
}
