namespace System.Collections.Generic;

/// <summary>
/// A table from keys to values: chains of entries in one array, in the order of insertion as long as nothing is removed.
/// </summary>
public class Dictionary<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private const int None = -1;

    private readonly IEqualityComparer<TKey> _comparer;
    private int[] _buckets = Array.Empty<int>();
    private Entry[] _entries = Array.Empty<Entry>();
    private int _used;
    private int _free = None;

    public Dictionary()
        : this(0, null)
    {
    }

    public Dictionary(int capacity)
        : this(capacity, null)
    {
    }

    public Dictionary(IEqualityComparer<TKey>? comparer)
        : this(0, comparer)
    {
    }

    public Dictionary(int capacity, IEqualityComparer<TKey>? comparer)
    {
        _comparer = comparer ?? EqualityComparer<TKey>.Default;
        if (capacity > 0)
            Resize(capacity);
    }

    public int Count { get; private set; }

    public KeyCollection Keys => new(this);

    public ValueCollection Values => new(this);

    public TValue this[TKey key]
    {
        get
        {
            int index = Find(key);
            return index >= 0 ? _entries[index].Value : throw new KeyNotFoundException();
        }
        set => Put(key, value, replace: true);
    }

    public void Add(TKey key, TValue value)
    {
        if (!Put(key, value, replace: false))
            throw new ArgumentException("the key is there already");
    }

    public bool TryAdd(TKey key, TValue value) => Put(key, value, replace: false);

    public bool ContainsKey(TKey key) => Find(key) >= 0;

    public bool TryGetValue(TKey key, out TValue value)
    {
        int index = Find(key);
        value = index >= 0 ? _entries[index].Value : default!;
        return index >= 0;
    }

    public bool Remove(TKey key)
    {
        int index = Find(key);
        if (index < 0)
            return false;

        ref int link = ref _buckets[Bucket(_entries[index].Hash)];
        while (link != index)
            link = ref _entries[link].Next;
        link = _entries[index].Next;

        _entries[index] = new Entry { Next = _free };
        _free = index;
        Count--;
        return true;
    }

    public void Clear()
    {
        Array.Fill(_buckets, None);
        Array.Clear(_entries);
        _used = 0;
        _free = None;
        Count = 0;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The number of buckets is a power of two.
    private int Bucket(int hash) => (hash ^ (hash >> 15)) & (_buckets.Length - 1);

    private int Find(TKey key)
    {
        if (_buckets.Length == 0)
            return None;

        int hash = _comparer.GetHashCode(key);
        for (int i = _buckets[Bucket(hash)]; i != None; i = _entries[i].Next)
        {
            if (_entries[i].Hash == hash && _comparer.Equals(_entries[i].Key, key))
                return i;
        }

        return None;
    }

    private bool Put(TKey key, TValue value, bool replace)
    {
        int index = Find(key);
        if (index >= 0)
        {
            if (replace)
                _entries[index].Value = value;
            return replace;
        }

        if (_free == None && _used == _entries.Length)
            Resize(_used + 1);

        index = _free;
        if (index == None)
            index = _used++;
        else
            _free = _entries[index].Next;

        int hash = _comparer.GetHashCode(key);
        int bucket = Bucket(hash);
        _entries[index] = new Entry { Hash = hash, Key = key, Value = value, Next = _buckets[bucket], IsUsed = true };
        _buckets[bucket] = index;
        Count++;
        return true;
    }

    private void Resize(int atLeast)
    {
        int size = 4;
        while (size < atLeast)
            size *= 2;

        Array.Resize(ref _entries!, size);
        _buckets = new int[size];
        Array.Fill(_buckets, None);
        for (int i = 0; i < _used; i++)
        {
            int bucket = Bucket(_entries[i].Hash);
            _entries[i].Next = _buckets[bucket];
            _buckets[bucket] = i;
        }
    }

    private struct Entry
    {
        public int Hash;
        public int Next;
        public bool IsUsed;
        public TKey Key;
        public TValue Value;
    }

    /// <summary>Goes through the entries.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<TKey, TValue>>
    {
        private readonly Dictionary<TKey, TValue> _dictionary;
        private int _index;

        internal Enumerator(Dictionary<TKey, TValue> dictionary)
        {
            _dictionary = dictionary;
            _index = -1;
        }

        public readonly KeyValuePair<TKey, TValue> Current =>
            new(_dictionary._entries[_index].Key, _dictionary._entries[_index].Value);

        readonly object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            do
            {
                _index++;
            }
            while (_index < _dictionary._used && !_dictionary._entries[_index].IsUsed);

            return _index < _dictionary._used;
        }

        void IEnumerator.Reset() => _index = -1;

        public readonly void Dispose()
        {
        }
    }

    /// <summary>The keys.</summary>
    public sealed class KeyCollection : IEnumerable<TKey>
    {
        private readonly Dictionary<TKey, TValue> _dictionary;

        public KeyCollection(Dictionary<TKey, TValue> dictionary) => _dictionary = dictionary;

        public int Count => _dictionary.Count;

        public Enumerator GetEnumerator() => new(_dictionary);

        IEnumerator<TKey> IEnumerable<TKey>.GetEnumerator() => GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Goes through the keys.</summary>
        public struct Enumerator : IEnumerator<TKey>
        {
            private Dictionary<TKey, TValue>.Enumerator _entries;

            internal Enumerator(Dictionary<TKey, TValue> dictionary) => _entries = new(dictionary);

            public readonly TKey Current => _entries.Current.Key;

            readonly object? IEnumerator.Current => Current;

            public bool MoveNext() => _entries.MoveNext();

            void IEnumerator.Reset() => throw new NotSupportedException();

            public readonly void Dispose()
            {
            }
        }
    }

    public sealed class ValueCollection : IEnumerable<TValue>
    {
        private readonly Dictionary<TKey, TValue> _dictionary;

        public ValueCollection(Dictionary<TKey, TValue> dictionary) => _dictionary = dictionary;

        public int Count => _dictionary.Count;

        public Enumerator GetEnumerator() => new(_dictionary);

        IEnumerator<TValue> IEnumerable<TValue>.GetEnumerator() => GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Goes through the values.</summary>
        public struct Enumerator : IEnumerator<TValue>
        {
            private Dictionary<TKey, TValue>.Enumerator _entries;

            internal Enumerator(Dictionary<TKey, TValue> dictionary) => _entries = new(dictionary);

            public readonly TValue Current => _entries.Current.Value;

            readonly object? IEnumerator.Current => Current;

            public bool MoveNext() => _entries.MoveNext();

            void IEnumerator.Reset() => throw new NotSupportedException();

            public readonly void Dispose()
            {
            }
        }
    }
}
