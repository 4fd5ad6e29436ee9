namespace System.Collections.Generic;

/// <summary>Last in, first out.</summary>
public class Stack<T>
{
    private readonly List<T> _items;

    public Stack()
        : this(4)
    {
    }

    public Stack(int capacity) => _items = new List<T>(capacity);

    public int Count => _items.Count;

    public void Push(T item) => _items.Add(item);

    public T Peek() => TryPeek(out T item) ? item : throw new InvalidOperationException("the stack is empty");

    public T Pop() => TryPop(out T item) ? item : throw new InvalidOperationException("the stack is empty");

    public bool TryPeek(out T result)
    {
        result = Count == 0 ? default! : _items[Count - 1];
        return Count != 0;
    }

    public bool TryPop(out T result)
    {
        if (!TryPeek(out result))
            return false;

        _items.RemoveAt(Count - 1);
        return true;
    }

    public void Clear() => _items.Clear();

    public bool Contains(T item) => _items.Contains(item);
}
