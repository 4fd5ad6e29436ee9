using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>Looks into QEMU: by its monitor, and by its gdb port for the one thing that the monitor cannot do, to set CR3.</summary>
/// <param name="machine">The machine, started with a monitor.</param>
/// <param name="folder">Where files may be exchanged.</param>
internal sealed class QemuInspector(QemuMachine machine, SessionFolder folder) : IInspector
{
    private const string StubSocket = "gdb.sock";
    private const string MemoryFile = "memory";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private QemuMonitor? monitor;
    private GdbStub? stub;

    private QemuMonitor Monitor => monitor ?? throw new InvalidOperationException("The machine has not been stopped.");

    public async Task<bool> StopAfterAsync(Predicate<ConsoleLine> wanted, TimeSpan limit, CancellationToken cancellation)
    {
        if (!await machine.WaitForLineAsync(wanted, limit, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        QmpClient client = await machine.ConnectMonitorAsync(Patience, cancellation).ConfigureAwait(false);
        monitor = new QemuMonitor(client, folder.File(MemoryFile));
        await client.StopAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    public Task<StoppedAt> WhereAsync(CancellationToken cancellation) => Monitor.WhereAsync(cancellation);

    public Task<byte[]> ReadLinearAsync(uint linear, int bytes, CancellationToken cancellation) =>
        Monitor.ReadLinearAsync(linear, bytes, cancellation);

    public Task<byte[]> ReadPhysicalAsync(uint physical, int bytes, CancellationToken cancellation) =>
        Monitor.ReadPhysicalAsync(physical, bytes, cancellation);

    public async Task<IReadOnlyList<MappedPage>> WalkAsync(PagingFormat format, uint root, CancellationToken cancellation)
    {
        if (stub is null)
        {
            string command = $"gdbserver unix:{StubSocket},server=on,wait=off";
            await Monitor.Client.AskHumanMonitorAsync(command, cancellation).ConfigureAwait(false);
            stub = await GdbStub.ConnectAsync(machine.SocketPath(StubSocket), Patience, cancellation).ConfigureAwait(false);
        }

        await stub.SetCr3Async(root, cancellation).ConfigureAwait(false);
        StoppedAt now = await WhereAsync(cancellation).ConfigureAwait(false);
        if (now.Cr3 != root)
        {
            throw new InspectionException($"QEMU was to load {root:x8} into CR3, which holds {now.Cr3:x8}");
        }

        return QemuTables.Read(
            format,
            await Monitor.Client.AskHumanMonitorAsync("info tlb", cancellation).ConfigureAwait(false),
            await Monitor.Client.AskHumanMonitorAsync("info mem", cancellation).ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        if (stub is not null)
        {
            await stub.DisposeAsync().ConfigureAwait(false);
        }

        if (monitor is not null)
        {
            await monitor.DisposeAsync().ConfigureAwait(false);
        }
    }
}
