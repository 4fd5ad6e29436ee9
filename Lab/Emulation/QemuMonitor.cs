using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>Asks QEMU's monitor for registers and memory.</summary>
/// <param name="client">The connection.</param>
/// <param name="exchange">The path of a file of this monitor's own, by which QEMU hands over memory.</param>
internal sealed partial class QemuMonitor(QmpClient client, string exchange) : IGuestMemory, IAsyncDisposable
{
    /// <summary>The connection.</summary>
    public QmpClient Client { get; } = client;

    /// <summary>Tells where the processor is. While it runs, EIP may be that of a moment ago.</summary>
    public async Task<StoppedAt> WhereAsync(CancellationToken cancellation)
    {
        string text = await Client.AskHumanMonitorAsync("info registers", cancellation).ConfigureAwait(false);
        return RegistersText().Match(text) is { Success: true } registers
            ? new StoppedAt(
                (uint)Hexadecimal.Parse(registers.Groups["eip"].Value),
                (int)Hexadecimal.Parse(registers.Groups["cpl"].Value),
                (uint)Hexadecimal.Parse(registers.Groups["cr3"].Value),
                (uint)Hexadecimal.Parse(registers.Groups["eflags"].Value),
                (uint)Hexadecimal.Parse(registers.Groups["cs"].Value),
                registers.Groups["halted"].Value != "0")
            : throw new InspectionException("QEMU does not say where the processor is");
    }

    public Task<byte[]> ReadLinearAsync(uint linear, int bytes, CancellationToken cancellation) =>
        SaveAsync("memsave", linear, bytes, cancellation);

    public Task<byte[]> ReadPhysicalAsync(uint physical, int bytes, CancellationToken cancellation) =>
        SaveAsync("pmemsave", physical, bytes, cancellation);

    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private async Task<byte[]> SaveAsync(string command, uint address, int bytes, CancellationToken cancellation)
    {
        JsonObject arguments = new() { ["val"] = address, ["size"] = bytes, ["filename"] = exchange };
        await Client.ExecuteAsync(command, arguments, cancellation).ConfigureAwait(false);
        return await File.ReadAllBytesAsync(exchange, cancellation).ConfigureAwait(false);
    }

    [GeneratedRegex(
        @"EIP=(?<eip>[0-9a-f]{8}) EFL=(?<eflags>[0-9a-f]{8}).*?CPL=(?<cpl>[0-3]).*?HLT=(?<halted>[01]).*?"
        + @"CS *=(?<cs>[0-9a-f]{4}) .*?CR3=(?<cr3>[0-9a-f]{8})",
        RegexOptions.Singleline)]
    private static partial Regex RegistersText();
}
