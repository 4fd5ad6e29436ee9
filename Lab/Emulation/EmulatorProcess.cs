using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Watching;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that runs as a process of its own and writes its serial line to a file.</summary>
internal abstract class EmulatorProcess : IMachine
{
    private const int WordsLimit = 64 * 1024;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(5);

    private readonly SessionFolder folder;
    private readonly ConsoleTail console;
    private readonly Process process;
    private readonly StringBuilder words = new();
    private readonly ChannelWriter<string>? conversation;
    private readonly CancellationTokenSource watchEnd = new();
    private readonly Stopwatch sinceLine = Stopwatch.StartNew();
    private long bytesSeen;
    private ILookout? lookout;
    private Task<MachineLook?>? watch;

    /// <summary>Starts it.</summary>
    /// <param name="program">The emulator.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs; this machine's own from now on.</param>
    /// <param name="consoleMegabytes">How many megabytes the guest may write.</param>
    /// <param name="conversation">
    /// Takes what the emulator prints, if somebody talks with it; otherwise it reads nothing, and what it says is kept.
    /// </param>
    protected EmulatorProcess(
        string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes,
            ChannelWriter<string>? conversation = null)
    {
        this.conversation = conversation;
        this.folder = folder;
        console = new ConsoleTail(folder.File(SessionFolder.ConsoleName), (long)consoleMegabytes << 20);
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => HearOutput(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        ChildProcesses.Start(process);
        ProcessId = process.Id;
        if (conversation is null)
        {
            process.StandardInput.Close();
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The emulator's number on the host.</summary>
    protected int ProcessId { get; }

    /// <summary>What the emulator reads, if somebody talks with it.</summary>
    protected TextWriter Input => process.StandardInput;

    public IReadOnlyList<ConsoleLine> Lines => console.Parser.Lines;

    public string EmulatorWords
    {
        get
        {
            lock (words)
            {
                return Complaint(words.ToString());
            }
        }
    }

    public string ReadFile(string name)
    {
        string path = folder.File(name);
        if (!File.Exists(path))
        {
            return "";
        }

        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    public async Task<bool> WaitForLineAsync(Predicate<ConsoleLine> wanted, TimeSpan limit, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int seen = 0;
        while (true)
        {
            bool ended = process.HasExited;
            bool isSpinning = Spin() is not null;
            Poll();
            IReadOnlyList<ConsoleLine> lines = Lines;
            for (; seen < lines.Count; seen++)
            {
                if (wanted(lines[seen]))
                {
                    return true;
                }
            }

            if (ended || isSpinning || console.LimitReached || watch.Elapsed >= limit)
            {
                return false;
            }

            await Task.Delay(PollInterval, cancellation).ConfigureAwait(false);
        }
    }

    public async Task<MachineEnd> WaitForEndAsync(
        TimeSpan limit, CancellationToken cancellation, Action<IReadOnlyList<ConsoleLine>>? look = null)
    {
        MachineTime time = new(ProcessId);
        Task exit = process.WaitForExitAsync(cancellation);
        while (true)
        {
            await Task.WhenAny(exit, Task.Delay(PollInterval, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            bool ended = exit.IsCompleted;
            Poll();
            look?.Invoke(Lines);
            if (console.LimitReached)
            {
                return await EndFromHereAsync(GuestSignal.TooTalkative, look: null).ConfigureAwait(false);
            }

            if (ended)
            {
                return End(process.ExitCode);
            }

            if (Spin() is { } spin)
            {
                return await EndFromHereAsync(GuestSignal.Spinning, spin).ConfigureAwait(false);
            }

            if (time.HasReached(limit))
            {
                MachineLook? last = await LastLookAsync(cancellation).ConfigureAwait(false);
                return await EndFromHereAsync(GuestSignal.TimedOut, last).ConfigureAwait(false);
            }
        }
    }

    public abstract IInspector Inspect();

    public abstract Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation);

    public async ValueTask DisposeAsync()
    {
        await watchEnd.CancelAsync().ConfigureAwait(false);
        await KillAsync().ConfigureAwait(false);
        if (watch is not null)
        {
            await ((Task)watch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (lookout is not null)
        {
            await lookout.DisposeAsync().ConfigureAwait(false);
        }

        watchEnd.Dispose();
        process.Dispose();
        console.Dispose();
        folder.Dispose();
    }

    /// <summary>Makes ready to look at the machine while it runs.</summary>
    /// <returns>The lookout; none if this machine is not watched.</returns>
    protected virtual ILookout? MakeLookout() => null;

    /// <summary>Looks at the machine once more before it is ended.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    protected virtual async Task<MachineLook?> LookAtLastAsync(CancellationToken cancellation) =>
        lookout is null ? null : await lookout.LookAsync(cancellation).ConfigureAwait(false);

    /// <summary>What the ending says of the guest, whose lines are complete.</summary>
    /// <param name="exitCode">The emulator's exit code.</param>
    /// <param name="said">All that it said.</param>
    protected abstract GuestSignal Interpret(int exitCode, string said);

    /// <summary>The signal that ended the emulator; none if it ended in another way.</summary>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="said">All that it said.</param>
    protected virtual DeathSignal? DeathOf(int exitCode, string said) => DeathSignal.Of(exitCode);

    /// <summary>What is worth knowing of what the emulator said.</summary>
    /// <param name="said">All of it, so far.</param>
    protected abstract string Complaint(string said);

    private MachineEnd End(int exitCode)
    {
        folder.RequireRoom();
        console.Parser.Complete();
        lock (words)
        {
            string said = words.ToString();
            return new MachineEnd(Interpret(exitCode, said), exitCode) { Death = DeathOf(exitCode, said) };
        }
    }

    private async Task<MachineEnd> EndFromHereAsync(GuestSignal signal, MachineLook? look)
    {
        await KillAsync().ConfigureAwait(false);
        Poll();
        folder.RequireRoom();
        console.Parser.Complete();
        return new MachineEnd(signal, ExitCode: null) { Look = look };
    }

    private void Poll()
    {
        console.Poll();
        lock (sinceLine)
        {
            if (console.Parser.BytesRead != bytesSeen)
            {
                bytesSeen = console.Parser.BytesRead;
                sinceLine.Restart();
            }
        }
    }

    private TimeSpan Silence()
    {
        lock (sinceLine)
        {
            return sinceLine.Elapsed;
        }
    }

    /// <summary>What the watch has found so far. The first call begins it.</summary>
    private MachineLook? Spin()
    {
        if (watch is null)
        {
            lookout = MakeLookout();
            watch = lookout is null
                ? Task.FromResult<MachineLook?>(null)
                : new SpinWatch(lookout, Silence, SpinWatch.UsualPace).RunAsync(watchEnd.Token);
        }

        return watch.IsCompletedSuccessfully ? watch.Result : null;
    }

    private async Task<MachineLook?> LastLookAsync(CancellationToken cancellation)
    {
        await watchEnd.CancelAsync().ConfigureAwait(false);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LookLimit);
        try
        {
            return await LookAtLastAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is InspectionException or IOException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task KillAsync()
    {
        if (process.HasExited)
        {
            return;
        }

        process.Kill();
        using CancellationTokenSource patience = new(KillLimit);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
    }

    private void HearOutput(string? line)
    {
        Hear(line);
        if (line is null)
        {
            conversation?.TryComplete();
        }
        else
        {
            conversation?.TryWrite(line);
        }
    }

    /// <summary>Keeps the last of what it said, where the reason for its end is.</summary>
    private void Hear(string? line)
    {
        lock (words)
        {
            if (line is not null)
            {
                words.Append(line).Append('\n');
                if (words.Length > 2 * WordsLimit)
                {
                    words.Remove(0, words.Length - WordsLimit);
                }
            }
        }
    }
}
