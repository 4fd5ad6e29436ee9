namespace System;

/// <summary>A calculation failed.</summary>
public class ArithmeticException : SystemException
{
    public ArithmeticException()
    {
    }

    public ArithmeticException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "ArithmeticException";
}
