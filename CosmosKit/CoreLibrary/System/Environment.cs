namespace System;

/// <summary>The surroundings of the running code.</summary>
public static class Environment
{
    public static string NewLine => "\n";

    /// <summary>There is one thread. Iterators ask for it.</summary>
    public static int CurrentManagedThreadId => 1;

    public static void FailFast(string? message) => Internal.Runtime.Panic.Stop("FailFast", message);
}
