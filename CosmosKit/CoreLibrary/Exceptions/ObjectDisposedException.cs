namespace System;

/// <summary>An object was given back already.</summary>
public class ObjectDisposedException : InvalidOperationException
{
    public ObjectDisposedException()
    {
    }

    public ObjectDisposedException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "ObjectDisposedException";
}
