namespace System;

/// <summary>A null reference was used.</summary>
public class NullReferenceException : SystemException
{
    public NullReferenceException()
    {
    }

    public NullReferenceException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "NullReferenceException";
}
