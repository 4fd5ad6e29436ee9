namespace System;

/// <summary>An argument is outside its range.</summary>
public class ArgumentOutOfRangeException : ArgumentException
{
    public ArgumentOutOfRangeException()
    {
    }

    public ArgumentOutOfRangeException(string? paramName)
        : base(null, paramName)
    {
    }

    public ArgumentOutOfRangeException(string? paramName, string? message)
        : base(message, paramName)
    {
    }

    public ArgumentOutOfRangeException(string? paramName, object? actualValue, string? message)
        : base(message, paramName) => ActualValue = actualValue;

    public object? ActualValue { get; }

    internal override string Kind => "ArgumentOutOfRangeException";
}
