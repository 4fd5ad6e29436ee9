using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;

namespace CosmosPaging.Lab.Host;

/// <summary>
/// The signals that ask this tool to end: Ctrl-C, a closed terminal, <c>kill</c>. The first one cancels the work, which then ends its
/// emulators and removes its files. Work that does not heed that within a short time is left: what it started dies with the tool.
/// </summary>
public sealed class EndSignals : IDisposable
{
    private const int ShellsOffset = 128;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly (PosixSignal Signal, int Number)[] Known =
    [
        (PosixSignal.SIGHUP, 1), (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15),
    ];

    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private Timer? lastResort;

    /// <summary>Listens from now on.</summary>
    public EndSignals()
    {
        foreach ((PosixSignal signal, int number) in Known)
        {
            registrations.Add(PosixSignalRegistration.Create(signal, context => Hear(context, number)));
        }
    }

    /// <summary>Is cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The exit code that says which signal came, as a shell shows it; none if none came.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Listens no more.</summary>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        lastResort?.Dispose();
        source.Dispose();
    }

    private static void ExitNow(int code)
    {
        if (OperatingSystem.IsLinux())
        {
            NativeCalls.ExitNow(code);
        }

        Environment.Exit(code);
    }

    private void Hear(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        if (ExitCode is not null)
        {
            return;
        }

        ExitCode = ShellsOffset + number;
        lastResort = new Timer(_ => ExitNow(ShellsOffset + number), state: null, Patience, Timeout.InfiniteTimeSpan);
        source.Cancel();
    }
}
