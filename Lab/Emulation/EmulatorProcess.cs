using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that runs as a process of its own and writes its serial line to a file.</summary>
internal abstract class EmulatorProcess : IMachine
{
    private const int WordsLimit = 64 * 1024;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    private readonly SessionFolder folder;
    private readonly ConsoleTail console;
    private readonly Process process;
    private readonly StringBuilder words = new();
    private readonly ChannelWriter<string>? conversation;

    /// <summary>Starts it.</summary>
    /// <param name="program">The emulator.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it runs; this machine's own from now on.</param>
    /// <param name="consoleMegabytes">How many megabytes the guest may write.</param>
    /// <param name="conversation">Takes what the emulator prints, if somebody talks with it; otherwise it reads nothing, and what it says is kept.</param>
    protected EmulatorProcess(
        string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes, ChannelWriter<string>? conversation = null)
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
        process.Start();
        if (conversation is null)
        {
            process.StandardInput.Close();
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

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
            console.Poll();
            IReadOnlyList<ConsoleLine> lines = Lines;
            for (; seen < lines.Count; seen++)
            {
                if (wanted(lines[seen]))
                {
                    return true;
                }
            }

            if (ended || console.LimitReached || watch.Elapsed >= limit)
            {
                return false;
            }

            await Task.Delay(PollInterval, cancellation).ConfigureAwait(false);
        }
    }

    public async Task<MachineEnd> WaitForEndAsync(TimeSpan limit, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Task exit = process.WaitForExitAsync(cancellation);
        while (true)
        {
            await Task.WhenAny(exit, Task.Delay(PollInterval, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            bool ended = exit.IsCompleted;
            console.Poll();
            if (console.LimitReached)
            {
                await KillAsync().ConfigureAwait(false);
                return EndedFromHere(GuestSignal.TooTalkative);
            }

            if (ended)
            {
                return End(process.ExitCode);
            }

            if (watch.Elapsed >= limit)
            {
                await KillAsync().ConfigureAwait(false);
                console.Poll();
                return EndedFromHere(GuestSignal.TimedOut);
            }
        }
    }

    public abstract IInspector Inspect();

    public abstract Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation);

    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        process.Dispose();
        console.Dispose();
        folder.Dispose();
    }

    /// <summary>What the ending says of the guest, whose lines are complete.</summary>
    /// <param name="exitCode">The emulator's exit code.</param>
    /// <param name="said">All that it said.</param>
    protected abstract GuestSignal Interpret(int exitCode, string said);

    /// <summary>What is worth knowing of what the emulator said.</summary>
    /// <param name="said">All of it, so far.</param>
    protected abstract string Complaint(string said);

    private MachineEnd End(int exitCode)
    {
        console.Parser.Complete();
        lock (words)
        {
            return new MachineEnd(Interpret(exitCode, words.ToString()), exitCode);
        }
    }

    private MachineEnd EndedFromHere(GuestSignal signal)
    {
        console.Parser.Complete();
        return new MachineEnd(signal, ExitCode: null);
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
