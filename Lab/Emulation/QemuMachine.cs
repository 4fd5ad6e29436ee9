using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that QEMU runs.</summary>
internal sealed class QemuMachine : IMachine
{
    private const int WordsLimit = 64 * 1024;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    private readonly SessionFolder folder;
    private readonly ConsoleTail console;
    private readonly Process process;
    private readonly StringBuilder words = new();

    public QemuMachine(string program, IReadOnlyList<string> arguments, SessionFolder folder, int consoleMegabytes)
    {
        this.folder = folder;
        console = new ConsoleTail(folder.File(QemuFiles.Console), (long)consoleMegabytes << 20);
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public IReadOnlyList<ConsoleLine> Lines => console.Parser.Lines;

    public string EmulatorWords
    {
        get
        {
            lock (words)
            {
                return words.ToString();
            }
        }
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
                return End(GuestSignal.TooTalkative, exitCode: null);
            }

            if (ended)
            {
                return End(QemuEmulator.Interpret(process.ExitCode), process.ExitCode);
            }

            if (watch.Elapsed >= limit)
            {
                await KillAsync().ConfigureAwait(false);
                console.Poll();
                return End(GuestSignal.TimedOut, exitCode: null);
            }
        }
    }

    public Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation) =>
        QmpClient.ConnectAsync(folder.File(QemuFiles.MonitorSocket), limit, cancellation);

    public async ValueTask DisposeAsync()
    {
        await KillAsync().ConfigureAwait(false);
        process.Dispose();
        console.Dispose();
        folder.Dispose();
    }

    private MachineEnd End(GuestSignal signal, int? exitCode)
    {
        console.Parser.Complete();
        return new MachineEnd(signal, exitCode);
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

    private void Hear(string? line)
    {
        lock (words)
        {
            if (line is not null && words.Length + line.Length < WordsLimit)
            {
                words.Append(line).Append('\n');
            }
        }
    }
}
