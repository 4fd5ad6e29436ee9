using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Cpu;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// Looks into Bochs, by its debugger. The machine stops at every tick of the kernel's clock, in ring 0. The debugger cannot set CR3, so it
/// borrows the kernel's own instruction for it: it points EIP at a MOV to CR3 in the trampoline, which every directory has, and takes one
/// step.
/// </summary>
/// <param name="machine">The machine, started to be inspected.</param>
/// <param name="debugger">Its debugger.</param>
internal sealed partial class BochsInspector(IMachine machine, BochsDebugger debugger) : IInspector
{
    /// <summary>What the debugger must do before the machine starts.</summary>
    public static readonly string Preparation = string.Create(CultureInfo.InvariantCulture, $"lb 0x{TickStub:x}\n");

    // The clock's stub, less its first instruction: Bochs misses a breakpoint at the first one after a hardware interrupt.
    private const uint TickStub = Trampoline.Code + (ClockVector * Trampoline.StubSize) + PushImmediateBytes;
    private const uint ClockVector = 32;
    private const uint PushImmediateBytes = 2;

    // MOV CR3, EAX or MOV CR3, ECX; both registers are set.
    private static readonly byte[][] LoadsOfCr3 = [[0x0F, 0x22, 0xD8], [0x0F, 0x22, 0xD9]];

    private uint loadOfCr3;

    public async Task<bool> StopAfterAsync(Predicate<ConsoleLine> wanted, TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(limit);
        try
        {
            while (await debugger.WaitForStopAsync(patience.Token).ConfigureAwait(false))
            {
                if (await machine.WaitForLineAsync(wanted, TimeSpan.Zero, cancellation).ConfigureAwait(false))
                {
                    return true;
                }

                await debugger.ContinueAsync(patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time is over.
        }

        return false;
    }

    public async Task<StoppedAt> WhereAsync(CancellationToken cancellation)
    {
        string text = string.Join('\n', await debugger.AskAsync(["r", "creg", "sreg"], cancellation).ConfigureAwait(false));
        return RegistersText().Match(text) is { Success: true } registers
            ? new StoppedAt(
                (uint)Hexadecimal.Parse(registers.Groups["eip"].Value),
                (int)Hexadecimal.Parse(registers.Groups["cs"].Value) & 3,
                (uint)Hexadecimal.Parse(registers.Groups["cr3"].Value),
                (uint)Hexadecimal.Parse(registers.Groups["eflags"].Value),
                (uint)Hexadecimal.Parse(registers.Groups["cs"].Value),
                IsHalted: false)
            : throw new InspectionException("Bochs does not say where the processor is");
    }

    public Task<byte[]> ReadLinearAsync(uint linear, int bytes, CancellationToken cancellation) =>
        ReadAsync("x", linear, bytes, cancellation);

    public Task<byte[]> ReadPhysicalAsync(uint physical, int bytes, CancellationToken cancellation) =>
        ReadAsync("xp", physical, bytes, cancellation);

    public async Task<IReadOnlyList<MappedPage>> WalkAsync(PagingFormat format, uint root, CancellationToken cancellation)
    {
        await LoadCr3Async(root, cancellation).ConfigureAwait(false);
        IReadOnlyList<string> table = await debugger.AskAsync(["info tab"], cancellation).ConfigureAwait(false);
        List<MappedPage> pages = [];
        foreach ((uint start, uint last, uint _) in BochsTables.ReadRanges(table))
        {
            await ReadRangeAsync(format, start, last, pages, cancellation).ConfigureAwait(false);
        }

        return pages;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>
    /// Asks for each page of a range. How large one is comes with the answer, so small pages are asked for in batches, and the ones that
    /// turn out to be inside a large page are dropped.
    /// </summary>
    private async Task ReadRangeAsync(PagingFormat format, uint start, uint last, List<MappedPage> pages, CancellationToken cancellation)
    {
        const int Batch = 256;
        for (ulong next = start; next <= last;)
        {
            uint[] asked = [.. Enumerable.Range(0, Batch).Select(i => next + ((ulong)i * CosmosKernel.Memory.Frame.Size))
                .Where(page => page <= last).Select(page => (uint)page)];
            IReadOnlyList<string> lines = await debugger.AskAsync(
                asked.Select(page => string.Create(CultureInfo.InvariantCulture, $"page 0x{page:x}")), cancellation).ConfigureAwait(false);
            foreach ((uint linear, IReadOnlyList<string> answer) in asked.Zip(BochsTables.SplitPages(lines)))
            {
                if (linear >= next)
                {
                    MappedPage page = BochsTables.ReadPage(format, linear, answer);
                    pages.Add(page);
                    next = (ulong)linear + page.Size;
                }
            }
        }
    }

    private async Task LoadCr3Async(uint root, CancellationToken cancellation)
    {
        if (loadOfCr3 == 0)
        {
            byte[] code = await ReadLinearAsync(Trampoline.Code, (int)(Trampoline.CodeEnd - Trampoline.Code), cancellation)
                .ConfigureAwait(false);
            int at = LoadsOfCr3.Select(load => code.AsSpan().IndexOf(load)).Where(index => index >= 0).DefaultIfEmpty(-1).First();
            loadOfCr3 = at >= 0 ? Trampoline.Code + (uint)at : throw new InspectionException("there is no load of CR3 in the entry code");
        }

        await debugger.AskAsync(
            [
                string.Create(CultureInfo.InvariantCulture, $"set eax = 0x{root:x}"),
                string.Create(CultureInfo.InvariantCulture, $"set ecx = 0x{root:x}"),
                string.Create(CultureInfo.InvariantCulture, $"set eip = 0x{loadOfCr3:x}"),
                "s",
            ],
            cancellation).ConfigureAwait(false);
        StoppedAt now = await WhereAsync(cancellation).ConfigureAwait(false);
        if (now.Cr3 != root)
        {
            throw new InspectionException($"Bochs was to load {root:x8} into CR3, which holds {now.Cr3:x8}");
        }
    }

    private async Task<byte[]> ReadAsync(string command, uint address, int bytes, CancellationToken cancellation)
    {
        IReadOnlyList<string> lines = await debugger.AskAsync(
            [string.Create(CultureInfo.InvariantCulture, $"{command} /{bytes / sizeof(uint)}wx 0x{address:x}")], cancellation)
                .ConfigureAwait(false);
        byte[] read = new byte[bytes];
        int done = 0;
        foreach (string value in lines.Where(line => line.StartsWith("0x", StringComparison.Ordinal))
            .SelectMany(line => line.Split('\t').Skip(1)))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(read.AsSpan(done), (uint)Hexadecimal.Parse(value.Trim()[2..]));
            done += sizeof(uint);
        }

        return done == bytes ? read : throw new InspectionException($"Bochs shows {done} of {bytes} bytes at {address:x8}");
    }

    [GeneratedRegex(
        @"rip: 0*_?(?<eip>[0-9a-f]{8})\neflags:? 0x(?<eflags>[0-9a-f]+).*?CR3=0x0*(?<cr3>[0-9a-f]+)\n.*?cs:0x(?<cs>[0-9a-f]+)",
        RegexOptions.Singleline)]
    private static partial Regex RegistersText();
}
