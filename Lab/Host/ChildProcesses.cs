using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;

namespace CosmosPaging.Lab.Host;

/// <summary>
/// Starts programs that do not outlive this tool, however it ends. Linux has a signal for that (<c>PR_SET_PDEATHSIG</c>), which a program
/// sets for itself before it becomes another one: <c>setpriv</c> does so. It is sent when the <i>thread</i> ends that started the program,
/// and .NET ends threads of its pool when it likes; so one thread, which lives as long as the tool, starts all of them.
/// </summary>
public static class ChildProcesses
{
    // Should the tool have ended before setpriv asked for the signal, somebody else is the parent now, and the program is not started at
    // all.
    private const string StillAChild = "[ \"$PPID\" = \"$0\" ] || exit 137; exec \"$@\"";

    private static readonly BlockingCollection<Action> Orders = [];
    private static readonly Lazy<Thread> Starter = new(StartThread);

    /// <summary>Starts a program, which is killed when this tool ends.</summary>
    /// <param name="process">What to start.</param>
    public static void Start(Process process)
    {
        ProcessStartInfo start = process.StartInfo;
        string[] words =
        [
            "--pdeathsig", "KILL", "--", "sh", "-c", StillAChild,
            Environment.ProcessId.ToString(CultureInfo.InvariantCulture), start.FileName, .. start.ArgumentList,
        ];
        start.FileName = "setpriv";
        start.ArgumentList.Clear();
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Starter.Value;
        Orders.Add(() =>
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception cause)
            {
                started.SetException(cause);
            }
        });
        started.Task.GetAwaiter().GetResult();
    }

    private static Thread StartThread()
    {
        Thread thread = new(Work) { IsBackground = true, Name = "starts programs" };
        thread.Start();
        return thread;
    }

    private static void Work()
    {
        foreach (Action order in Orders.GetConsumingEnumerable())
        {
            order();
        }
    }
}
