using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// The time that a machine has had: the host's time, less the time in which the machine waited for a processor of the host. So a limit on
/// it is as far away on a busy host as on an idle one. Linux tells how long a thread has waited (proc_pid_schedstat); elsewhere it is the
/// host's time.
/// </summary>
/// <param name="processId">The emulator's process.</param>
/// <param name="processes">The folder of the processes: <c>/proc</c>.</param>
public sealed class MachineTime(int processId, string processes = "/proc")
{
    // A look reads a file for each thread.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);
    private const int WaitedField = 1;

    private readonly Stopwatch time = Stopwatch.StartNew();
    private TimeSpan nextLook;
    private TimeSpan waited;

    /// <summary>The time so far.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            if (time.Elapsed >= nextLook)
            {
                Look();
                nextLook = time.Elapsed + LookInterval;
            }

            return time.Elapsed - waited;
        }
    }

    // The guest runs in one thread: the one that has waited the longest is it, or waited beside it.
    private void Look()
    {
        try
        {
            string threads = Path.Combine(processes, processId.ToString(CultureInfo.InvariantCulture), "task");
            foreach (string thread in Directory.EnumerateDirectories(threads))
            {
                string[] fields = File.ReadAllText(Path.Combine(thread, "schedstat")).Split(' ');
                TimeSpan its = TimeSpan.FromMicroseconds(long.Parse(fields[WaitedField], CultureInfo.InvariantCulture) / 1000);
                waited = its > waited ? its : waited;
            }
        }
        catch (Exception cause) when (
            cause is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // No Linux, or the process or a thread has ended: what it waited is known no better.
        }
    }
}
