namespace System;

/// <summary>An argument is wrong.</summary>
public class ArgumentException : SystemException
{
    public ArgumentException()
    {
    }

    public ArgumentException(string? message)
        : base(message)
    {
    }

    public ArgumentException(string? message, string? paramName)
        : base(message) => ParamName = paramName;

    public string? ParamName { get; }

    public override string Message => ParamName is null ? base.Message : base.Message + " (Parameter '" + ParamName + "')";

    internal override string Kind => "ArgumentException";
}
