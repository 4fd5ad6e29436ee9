namespace System;

/// <summary>A result does not fit its type.</summary>
public class OverflowException : ArithmeticException
{
    public OverflowException()
    {
    }

    public OverflowException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "OverflowException";
}
