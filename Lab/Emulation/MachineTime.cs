using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// The time that a machine has had, from the first question on: the host's time, less the time in which the machine waited for a processor
/// of the host. So a limit on it is as far away on a busy host as on an idle one. Linux tells how long a thread has run and waited
/// (proc_pid_schedstat); elsewhere it is the host's time.
/// </summary>
/// <param name="processId">The emulator's process.</param>
/// <param name="processes">The folder of the processes: <c>/proc</c>.</param>
/// <param name="clock">The host's time; the system's, if none is given.</param>
public sealed class MachineTime(int processId, string processes = "/proc", TimeProvider? clock = null)
{
    /// <summary>How often the threads are looked at; each look reads a file a thread.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private const int RanField = 0;
    private const int WaitedField = 1;

    private readonly TimeProvider clock = clock ?? TimeProvider.System;
    private readonly Dictionary<string, (TimeSpan Ran, TimeSpan Waited)> threads = [];
    private long? begun;
    private TimeSpan nextLook;
    private TimeSpan ran;
    private TimeSpan waited;

    /// <summary>The time so far.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            TimeSpan now = Now();
            if (now >= nextLook)
            {
                Look();
                nextLook = now + LookInterval;
            }

            // Two threads that wait at once are no reason to say that the machine had less than one of them ran.
            return now - waited > ran ? now - waited : ran;
        }
    }

    /// <summary>Tells whether the machine has had so much time.</summary>
    /// <param name="limit">How much.</param>
    /// <returns>True if a look at this very moment says so, too.</returns>
    public bool HasReached(TimeSpan limit)
    {
        if (Elapsed < limit)
        {
            return false;
        }

        nextLook = TimeSpan.Zero;
        return Elapsed >= limit;
    }

    private TimeSpan Now()
    {
        begun ??= clock.GetTimestamp();
        return clock.GetElapsedTime(begun.Value);
    }

    // An emulator starts in one thread and runs the guest in another: each has waited in its turn, so it is not enough to know which of
    // them has waited the longest in all. Between two looks that one counts which waited the longest, the others waited beside it.
    private void Look()
    {
        bool isFirst = threads.Count == 0;
        TimeSpan mostRan = TimeSpan.Zero;
        TimeSpan mostWaited = TimeSpan.Zero;
        try
        {
            string folder = Path.Combine(processes, processId.ToString(CultureInfo.InvariantCulture), "task");
            foreach (string thread in Directory.EnumerateDirectories(folder))
            {
                string[] fields = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
                (TimeSpan Ran, TimeSpan Waited) its = (Time(fields[RanField]), Time(fields[WaitedField]));
                (TimeSpan Ran, TimeSpan Waited) before = threads.GetValueOrDefault(thread);
                threads[thread] = its;
                mostRan = Longer(mostRan, its.Ran - before.Ran);
                mostWaited = Longer(mostWaited, its.Waited - before.Waited);
            }
        }
        catch (Exception cause) when (
            cause is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // No Linux, or the process or a thread has ended: what the others waited still counts.
        }

        // What was before the first look is nobody's.
        ran += isFirst ? TimeSpan.Zero : mostRan;
        waited += isFirst ? TimeSpan.Zero : mostWaited;
    }

    private static TimeSpan Time(string nanoseconds) =>
        TimeSpan.FromMicroseconds(long.Parse(nanoseconds, CultureInfo.InvariantCulture) / 1000);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
