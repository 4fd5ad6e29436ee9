using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A machine that an emulator runs. To dispose of it ends it and removes its files.</summary>
public interface IMachine : IAsyncDisposable
{
    /// <summary>What the guest has written so far. Read by one thread at a time.</summary>
    public IReadOnlyList<ConsoleLine> Lines { get; }

    /// <summary>What the emulator itself has said so far; empty if nothing.</summary>
    public string EmulatorWords { get; }

    /// <summary>Reads a file that the emulator keeps in the machine's own folder, such as its log.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>Its text so far; empty if it is not there yet.</returns>
    public string ReadFile(string name);

    /// <summary>Waits until the guest has written a line, or has ended.</summary>
    /// <param name="wanted">Tells whether a line is the one.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>Whether the line was written.</returns>
    public Task<bool> WaitForLineAsync(Predicate<ConsoleLine> wanted, TimeSpan limit, CancellationToken cancellation);

    /// <summary>Waits until the machine has ended; ends it when it takes too long or says too much.</summary>
    /// <param name="limit">How much time the machine may have. What it waits for a processor of a busy host does not count.</param>
    /// <param name="cancellation">Ends the waiting, not the machine.</param>
    /// <param name="look">Is given all lines so far, again and again.</param>
    /// <returns>How it ended.</returns>
    public Task<MachineEnd> WaitForEndAsync(
        TimeSpan limit, CancellationToken cancellation, Action<IReadOnlyList<ConsoleLine>>? look = null);

    /// <summary>Makes ready to look into the machine; the definition must have asked for it.</summary>
    /// <returns>The inspector, which the caller must dispose of before the machine.</returns>
    public IInspector Inspect();

    /// <summary>Connects to the emulator's monitor; the definition must have asked for one.</summary>
    /// <param name="limit">How long the connection, and each command on it, may take.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The connection, which the caller must dispose of.</returns>
    public Task<QmpClient> ConnectMonitorAsync(TimeSpan limit, CancellationToken cancellation);
}
