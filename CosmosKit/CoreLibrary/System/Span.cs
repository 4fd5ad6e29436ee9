using System.Runtime.CompilerServices;

namespace System;

/// <summary>A run of elements in memory: of an array, the stack, or a pointer.</summary>
public readonly ref struct Span<T>
{
    // ilc and its JIT know the two fields by these names.
    internal readonly ref T _reference;
    private readonly int _length;

    public Span(T[]? array)
    {
        this = default;
        if (array is null)
            return;

        _reference = ref Unsafe.As<byte, T>(ref array.FirstElement);
        _length = array.Length;
    }

    public Span(T[]? array, int start, int length)
        : this(array) => this = Slice(start, length);

    public unsafe Span(void* pointer, int length)
    {
        if (length < 0)
            throw new ArgumentOutOfRangeException(nameof(length));

        _reference = ref Unsafe.As<byte, T>(ref *(byte*)pointer);
        _length = length;
    }

    internal Span(ref T reference, int length)
    {
        _reference = ref reference;
        _length = length;
    }

    public static Span<T> Empty => default;

    public int Length
    {
        [Intrinsic]
        get => _length;
    }

    public bool IsEmpty => _length == 0;

    public ref T this[int index]
    {
        [Intrinsic]
        get
        {
            if ((uint)index >= (uint)_length)
                throw new IndexOutOfRangeException();

            return ref Unsafe.Add(ref _reference, index);
        }
    }

    public static implicit operator Span<T>(T[]? array) => new(array);

    public static implicit operator ReadOnlySpan<T>(Span<T> span) => new(ref span._reference, span._length);

    public Span<T> Slice(int start) => Slice(start, _length - start);

    public Span<T> Slice(int start, int length)
    {
        if ((uint)start > (uint)_length || (uint)length > (uint)(_length - start))
            throw new ArgumentOutOfRangeException(nameof(start));

        return new Span<T>(ref Unsafe.Add(ref _reference, start), length);
    }

    public void Clear() => Fill(default!);

    public void Fill(T value)
    {
        for (int i = 0; i < _length; i++)
            this[i] = value;
    }

    public void CopyTo(Span<T> destination) => ((ReadOnlySpan<T>)this).CopyTo(destination);

    public T[] ToArray() => ((ReadOnlySpan<T>)this).ToArray();

    public ref T GetPinnableReference() => ref _reference;

    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the elements.</summary>
    public ref struct Enumerator
    {
        private readonly Span<T> _span;
        private int _index;

        internal Enumerator(Span<T> span)
        {
            _span = span;
            _index = -1;
        }

        public ref T Current => ref _span[_index];

        public bool MoveNext() => ++_index < _span.Length;
    }
}
