namespace System;

/// <summary>There is no garbage collector; what is allocated stays.</summary>
public static class GC
{
    public static void KeepAlive(object? obj)
    {
    }

    public static void SuppressFinalize(object obj)
    {
    }
}
