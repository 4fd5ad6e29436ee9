namespace System;

/// <summary>An object is not of the type it is cast to.</summary>
public class InvalidCastException : SystemException
{
    public InvalidCastException()
    {
    }

    public InvalidCastException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "InvalidCastException";
}
