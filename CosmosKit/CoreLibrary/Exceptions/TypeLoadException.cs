namespace System;

/// <summary>A type that the compiler could not build.</summary>
public class TypeLoadException : SystemException
{
    public TypeLoadException()
    {
    }

    public TypeLoadException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "TypeLoadException";
}
