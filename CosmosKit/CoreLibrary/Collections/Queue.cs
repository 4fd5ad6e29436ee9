namespace System.Collections.Generic;

/// <summary>First in, first out: a ring in one array.</summary>
public class Queue<T> : IEnumerable<T>
{
    private T[] _items;
    private int _head;

    public Queue()
        : this(4)
    {
    }

    public Queue(int capacity) => _items = new T[Math.Max(capacity, 1)];

    public int Count { get; private set; }

    public void Enqueue(T item)
    {
        if (Count == _items.Length)
            Grow();
        _items[(_head + Count++) % _items.Length] = item;
    }

    public T Dequeue() => TryDequeue(out T item) ? item : throw new InvalidOperationException("the queue is empty");

    public bool TryDequeue(out T result)
    {
        if (!TryPeek(out result))
            return false;

        _items[_head] = default!;
        _head = (_head + 1) % _items.Length;
        Count--;
        return true;
    }

    public T Peek() => TryPeek(out T item) ? item : throw new InvalidOperationException("the queue is empty");

    public bool TryPeek(out T result)
    {
        result = Count == 0 ? default! : _items[_head];
        return Count != 0;
    }

    public void Clear()
    {
        Array.Clear(_items);
        _head = 0;
        Count = 0;
    }

    public bool Contains(T item)
    {
        foreach (T other in this)
        {
            if (EqualityComparer<T>.Default.Equals(item, other))
                return true;
        }

        return false;
    }

    public T[] ToArray()
    {
        var result = new T[Count];
        for (int i = 0; i < Count; i++)
            result[i] = _items[(_head + i) % _items.Length];
        return result;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Grow()
    {
        T[] items = ToArray();
        Array.Resize(ref items!, _items.Length * 2);
        _items = items;
        _head = 0;
    }

    /// <summary>Goes through the items, the oldest first.</summary>
    public struct Enumerator : IEnumerator<T>
    {
        private readonly Queue<T> _queue;
        private int _index;

        internal Enumerator(Queue<T> queue)
        {
            _queue = queue;
            _index = -1;
        }

        public readonly T Current => _queue._items[(_queue._head + _index) % _queue._items.Length];

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _queue.Count;

        void IEnumerator.Reset() => _index = -1;

        public readonly void Dispose()
        {
        }
    }
}
