namespace System;

/// <summary>The compiled code is wrong.</summary>
public class InvalidProgramException : SystemException
{
    public InvalidProgramException()
    {
    }

    public InvalidProgramException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "InvalidProgramException";
}
