namespace System;

/// <summary>A division by zero.</summary>
public class DivideByZeroException : ArithmeticException
{
    public DivideByZeroException()
    {
    }

    public DivideByZeroException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "DivideByZeroException";
}
