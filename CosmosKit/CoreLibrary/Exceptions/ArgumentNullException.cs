namespace System;

/// <summary>An argument is null.</summary>
public class ArgumentNullException : ArgumentException
{
    public ArgumentNullException()
    {
    }

    public ArgumentNullException(string? paramName)
        : base(null, paramName)
    {
    }

    internal override string Kind => "ArgumentNullException";

    public static void ThrowIfNull(object? argument, string? paramName = null)
    {
        if (argument is null)
            throw new ArgumentNullException(paramName);
    }
}
