namespace System.Collections;

/// <summary>Something to go through.</summary>
public interface IEnumerable
{
    public IEnumerator GetEnumerator();
}

/// <summary>A position while going through something.</summary>
public interface IEnumerator
{
    public object? Current { get; }

    public bool MoveNext();

    public void Reset();
}
