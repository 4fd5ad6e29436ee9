using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Inspection;

/// <summary>Looks into QEMU: by its monitor, and by its gdb port for the one thing that the monitor cannot do, to set CR3.</summary>
/// <param name="machine">The machine, started with a monitor.</param>
/// <param name="folder">Where files may be exchanged.</param>
internal sealed partial class QemuInspector(IMachine machine, SessionFolder folder) : IInspector
{
    private const string StubSocket = "gdb.sock";
    private const string MemoryFile = "memory";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private QmpClient? monitor;
    private GdbStub? stub;

    private QmpClient Monitor => monitor ?? throw new InvalidOperationException("The machine has not been stopped.");

    public async Task<bool> StopAfterAsync(Predicate<ConsoleLine> wanted, TimeSpan limit, CancellationToken cancellation)
    {
        if (!await machine.WaitForLineAsync(wanted, limit, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        monitor = await machine.ConnectMonitorAsync(Patience, cancellation).ConfigureAwait(false);
        await monitor.StopAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    public async Task<StoppedAt> WhereAsync(CancellationToken cancellation)
    {
        string text = await Monitor.AskHumanMonitorAsync("info registers", cancellation).ConfigureAwait(false);
        return RegistersText().Match(text) is { Success: true } registers
            ? new StoppedAt(
                (uint)Hexadecimal.Parse(registers.Groups["eip"].Value),
                (int)Hexadecimal.Parse(registers.Groups["cpl"].Value),
                (uint)Hexadecimal.Parse(registers.Groups["cr3"].Value))
            : throw new InspectionException("QEMU does not say where the processor is");
    }

    public Task<byte[]> ReadLinearAsync(uint linear, int bytes, CancellationToken cancellation) => SaveAsync("memsave", linear, bytes, cancellation);

    public Task<byte[]> ReadPhysicalAsync(uint physical, int bytes, CancellationToken cancellation) => SaveAsync("pmemsave", physical, bytes, cancellation);

    public async Task<IReadOnlyList<MappedPage>> WalkAsync(PagingFormat format, uint root, CancellationToken cancellation)
    {
        if (stub is null)
        {
            string path = folder.File(StubSocket);
            await Monitor.AskHumanMonitorAsync($"gdbserver unix:{path},server=on,wait=off", cancellation).ConfigureAwait(false);
            stub = await GdbStub.ConnectAsync(path, Patience, cancellation).ConfigureAwait(false);
        }

        await stub.SetCr3Async(root, cancellation).ConfigureAwait(false);
        StoppedAt now = await WhereAsync(cancellation).ConfigureAwait(false);
        if (now.Cr3 != root)
        {
            throw new InspectionException($"QEMU was to load {root:x8} into CR3, which holds {now.Cr3:x8}");
        }

        return QemuTables.Read(
            format,
            await Monitor.AskHumanMonitorAsync("info tlb", cancellation).ConfigureAwait(false),
            await Monitor.AskHumanMonitorAsync("info mem", cancellation).ConfigureAwait(false));
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

    private async Task<byte[]> SaveAsync(string command, uint address, int bytes, CancellationToken cancellation)
    {
        string path = folder.File(MemoryFile);
        JsonObject arguments = new() { ["val"] = address, ["size"] = bytes, ["filename"] = path };
        await Monitor.ExecuteAsync(command, arguments, cancellation).ConfigureAwait(false);
        return await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
    }

    [GeneratedRegex(@"EIP=(?<eip>[0-9a-f]{8}).*?CPL=(?<cpl>[0-3]).*?CR3=(?<cr3>[0-9a-f]{8})", RegexOptions.Singleline)]
    private static partial Regex RegistersText();
}
