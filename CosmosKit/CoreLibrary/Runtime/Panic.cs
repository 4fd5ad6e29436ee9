using System;
using System.Runtime;

namespace Internal.Runtime;

/// <summary>The end of a kernel or program that cannot go on. There is no unwinding, so every exception comes here.</summary>
internal static unsafe class Panic
{
    /// <summary>Where a throw statement goes.</summary>
    [RuntimeExport("RhpThrowEx")]
    public static void Throw(Exception? exception)
    {
        if (exception is null)
            Stop("NullReferenceException", null);
        else
            Stop(exception.Kind, exception.Message);
    }

    [RuntimeExport("RhpRethrow")]
    public static void Rethrow() => Stop("Exception", "rethrown");

    [RuntimeExport("RhpFallbackFailFast")]
    public static void FailFast() => Stop("FailFast", null);

    /// <summary>Writes one line and stops. Allocates nothing, for the heap may be what failed.</summary>
    public static void Stop(string kind, string? message)
    {
        Console.Write("panic: unhandled ");
        Console.Write(kind);
        if (message is not null && !ReferenceEquals(message, kind))
        {
            Console.Write(": ");
            Console.Write(message);
        }

        Console.WriteLine();
        Platform.Abort();
    }
}
