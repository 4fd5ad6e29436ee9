namespace System;

/// <summary>A member that this platform does not have.</summary>
public class PlatformNotSupportedException : NotSupportedException
{
    public PlatformNotSupportedException()
    {
    }

    public PlatformNotSupportedException(string? message)
        : base(message)
    {
    }

    internal override string Kind => "PlatformNotSupportedException";
}
