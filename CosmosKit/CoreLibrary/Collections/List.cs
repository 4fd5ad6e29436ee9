namespace System.Collections.Generic;

/// <summary>An array that grows.</summary>
public class List<T> : IList<T>, IReadOnlyList<T>
{
    private T[] _items;
    private int _size;

    public List()
        : this(4)
    {
    }

    public List(int capacity) => _items = new T[capacity];

    public List(IEnumerable<T> collection)
        : this(4) => AddRange(collection);

    public int Count => _size;

    public int Capacity => _items.Length;

    public bool IsReadOnly => false;

    public T this[int index]
    {
        get => (uint)index < (uint)_size ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));
        set => _items[(uint)index < (uint)_size ? index : throw new ArgumentOutOfRangeException(nameof(index))] = value;
    }

    public void Add(T item)
    {
        Reserve(_size + 1);
        _items[_size++] = item;
    }

    public void AddRange(IEnumerable<T> collection)
    {
        foreach (T item in collection)
            Add(item);
    }

    public void Insert(int index, T item)
    {
        if ((uint)index > (uint)_size)
            throw new ArgumentOutOfRangeException(nameof(index));

        Reserve(_size + 1);
        Array.Copy(_items, index, _items, index + 1, _size - index);
        _items[index] = item;
        _size++;
    }

    public bool Remove(T item)
    {
        int index = IndexOf(item);
        if (index < 0)
            return false;

        RemoveAt(index);
        return true;
    }

    public void RemoveAt(int index)
    {
        if ((uint)index >= (uint)_size)
            throw new ArgumentOutOfRangeException(nameof(index));

        _size--;
        Array.Copy(_items, index + 1, _items, index, _size - index);
        _items[_size] = default!;
    }

    public void Clear()
    {
        Array.Clear(_items, 0, _size);
        _size = 0;
    }

    public bool Contains(T item) => IndexOf(item) >= 0;

    public int IndexOf(T item) => Array.IndexOf(_items, item, 0, _size);

    public T? Find(Predicate<T> match)
    {
        int index = FindIndex(match);
        return index < 0 ? default : _items[index];
    }

    public int FindIndex(Predicate<T> match)
    {
        for (int i = 0; i < _size; i++)
        {
            if (match(_items[i]))
                return i;
        }

        return -1;
    }

    public bool Exists(Predicate<T> match) => FindIndex(match) >= 0;

    /// <summary>Sorts stably, by insertion: lists in a kernel are short.</summary>
    public void Sort(Comparison<T> comparison)
    {
        for (int i = 1; i < _size; i++)
        {
            T item = _items[i];
            int j = i;
            for (; j > 0 && comparison(_items[j - 1], item) > 0; j--)
                _items[j] = _items[j - 1];
            _items[j] = item;
        }
    }

    public void Reverse()
    {
        for (int i = 0, j = _size - 1; i < j; i++, j--)
            (_items[i], _items[j]) = (_items[j], _items[i]);
    }

    public void CopyTo(T[] array) => CopyTo(array, 0);

    public void CopyTo(T[] array, int arrayIndex) => Array.Copy(_items, 0, array, arrayIndex, _size);

    public T[] ToArray()
    {
        var result = new T[_size];
        CopyTo(result);
        return result;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Reserve(int size)
    {
        if (size > _items.Length)
            Array.Resize(ref _items!, Math.Max(size, Math.Max(4, _items.Length * 2)));
    }

    /// <summary>Goes through the items.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly List<T> _list;
        private int _index;

        internal Enumerator(List<T> list)
        {
            _list = list;
            _index = -1;
        }

        public readonly T Current => _list[_index];

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _list._size;

        void IEnumerator.Reset() => _index = -1;

        public readonly void Dispose()
        {
        }
    }
}
