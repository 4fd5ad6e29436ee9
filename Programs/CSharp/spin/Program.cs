namespace Spin;

/// <summary>
/// A program that never calls the kernel and never ends. Only the timer interrupt takes the processor from it, and the
/// kernel ends it when its processor time is used up.
/// </summary>
public static class Program
{
    /// <summary>The rounds done so far: in memory, for a debugger to watch. Volatile, or the compiler would drop the loop.</summary>
    private static volatile uint s_rounds;

    /// <summary>Counts for ever.</summary>
    /// <returns>Never.</returns>
    public static int Main()
    {
        for (; ; )
        {
            s_rounds++;
        }
    }
}
