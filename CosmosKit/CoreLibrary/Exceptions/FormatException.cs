namespace System;

/// <summary>A text or a format is malformed.</summary>
public class FormatException : SystemException
{
    public FormatException()
    {
    }

    public FormatException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "FormatException";
}
