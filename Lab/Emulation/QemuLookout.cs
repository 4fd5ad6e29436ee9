using System;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Watching;

namespace CosmosPaging.Lab.Emulation;

/// <summary>Looks at QEMU, by a monitor of its own.</summary>
/// <param name="connect">Connects to the monitor.</param>
/// <param name="exchange">The path of a file for memory.</param>
public sealed class QemuLookout(Func<CancellationToken, Task<QmpClient>> connect, string exchange) : ILookout
{
    private readonly SemaphoreSlim turn = new(1);
    private QemuMonitor? monitor;
    private int connections;

    /// <inheritdoc/>
    public Task<StoppedAt> PeekAsync(CancellationToken cancellation) =>
        InTurnAsync(reached => reached.WhereAsync(cancellation), cancellation);

    /// <inheritdoc/>
    public Task<MachineLook> LookAsync(CancellationToken cancellation) => InTurnAsync(
        async reached =>
        {
            await reached.Client.StopAsync(cancellation).ConfigureAwait(false);
            StoppedAt where = await reached.WhereAsync(cancellation).ConfigureAwait(false);
            string? owner = await TableOwner.FindAsync(reached, where.Cr3, cancellation).ConfigureAwait(false);
            await reached.Client.ContinueAsync(cancellation).ConfigureAwait(false);
            return new MachineLook(where, owner);
        },
        cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (monitor is not null)
        {
            await monitor.DisposeAsync().ConfigureAwait(false);
        }

        turn.Dispose();
    }

    private async Task<T> InTurnAsync<T>(Func<QemuMonitor, Task<T>> look, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            monitor ??= new QemuMonitor(await connect(cancellation).ConfigureAwait(false), exchange + connections++);
            return await look(monitor).ConfigureAwait(false);
        }
        catch
        {
            // An answer may still come, or memory be written to the file, for a question that nobody waits for any more: the next look
            // begins anew.
            if (monitor is not null)
            {
                await monitor.DisposeAsync().ConfigureAwait(false);
                monitor = null;
            }

            throw;
        }
        finally
        {
            turn.Release();
        }
    }
}
