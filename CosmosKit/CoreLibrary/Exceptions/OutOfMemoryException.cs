namespace System;

/// <summary>The heap is used up.</summary>
public class OutOfMemoryException : SystemException
{
    public OutOfMemoryException()
    {
    }

    public OutOfMemoryException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "OutOfMemoryException";
}
