namespace System;

/// <summary>An index lies outside its array.</summary>
public class IndexOutOfRangeException : SystemException
{
    public IndexOutOfRangeException()
    {
    }

    public IndexOutOfRangeException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "IndexOutOfRangeException";
}
