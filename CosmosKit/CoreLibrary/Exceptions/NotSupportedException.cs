namespace System;

/// <summary>A member that this type does not have.</summary>
public class NotSupportedException : SystemException
{
    public NotSupportedException()
    {
    }

    public NotSupportedException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "NotSupportedException";
}
