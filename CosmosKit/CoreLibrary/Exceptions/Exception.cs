namespace System;

/// <summary>An error. Throwing one stops the kernel or program: the kit never unwinds.</summary>
public class Exception
{
    private readonly string? _message;

    public Exception()
    {
    }

    public Exception(string? message) => _message = message;

    public Exception(string? message, Exception? innerException)
    {
        _message = message;
        InnerException = innerException;
    }

    public Exception? InnerException { get; }

    public virtual string Message => _message ?? Kind;

    /// <summary>The name of the class, for the panic line; classes from outside the library show their base's.</summary>
    internal virtual string Kind => "Exception";

    public override string ToString() => _message is null ? Kind : Kind + ": " + Message;
}
