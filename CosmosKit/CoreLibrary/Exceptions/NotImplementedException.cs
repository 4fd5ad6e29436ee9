namespace System;

/// <summary>A member without a body.</summary>
public class NotImplementedException : SystemException
{
    public NotImplementedException()
    {
    }

    public NotImplementedException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "NotImplementedException";
}
