namespace System;

/// <summary>The base of the errors that the library itself raises.</summary>
public class SystemException : Exception
{
    public SystemException()
    {
    }

    public SystemException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "SystemException";
}
