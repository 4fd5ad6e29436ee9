namespace System;

/// <summary>An element does not fit an array's type.</summary>
public class ArrayTypeMismatchException : SystemException
{
    public ArrayTypeMismatchException()
    {
    }

    public ArrayTypeMismatchException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "ArrayTypeMismatchException";
}
