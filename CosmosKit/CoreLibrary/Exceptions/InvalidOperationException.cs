namespace System;

/// <summary>An object is not in the state for this.</summary>
public class InvalidOperationException : SystemException
{
    public InvalidOperationException()
    {
    }

    public InvalidOperationException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "InvalidOperationException";
}
