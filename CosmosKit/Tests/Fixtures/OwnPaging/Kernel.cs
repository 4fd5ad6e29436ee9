using System;
using Cosmos.Core.Memory;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace OwnPaging;

/// <summary>A Cosmos kernel that turns paging on, maps a page of its own, and takes the right to write it away again.</summary>
public sealed unsafe class Kernel : Cosmos.System.Kernel
{
    private const uint Own = 0xD0000000; // 4 MB where this machine has neither memory nor a device
    private const uint OwnEnd = Own + (4 << 20);

    /// <inheritdoc/>
    protected override void BeforeRun()
    {
        // Frames for the tables: a block of Cosmos' heap, whose addresses are physical ones.
        const uint count = 64;
        var block = new PhysicalAddress((uint)RAT.AllocPages(RAT.PageType.RAT, count));
        var memory = new PhysicalMemory(null, (uint)RAT.HeapEnd);
        var frames = new FrameAllocator(memory, block, count * Frame.Size);
        frames.TryAllocate(out PhysicalAddress root);
        var tables = new PageTables(PagingFormat.TwoLevel, memory, frames, root);

        // All 4 GB stay where they are, in large pages, so Cosmos, its drivers and its devices notice nothing; but for 4 MB.
        tables.MapRange(default, default, Own, PageRights.Write);
        tables.MapRange(new LinearAddress(OwnEnd), new PhysicalAddress(OwnEnd), uint.MaxValue - OwnEnd + 1, PageRights.Write);
        ControlRegisters.WriteCr4(ControlRegisters.ReadCr4() | tables.Format.Control);
        ControlRegisters.WriteCr3(tables.Root.Value);
        ControlRegisters.WriteCr0(ControlRegisters.ReadCr0() | Cr0.Paging | Cr0.WriteProtect);

        // A page of one's own, for ring 0, by another address than its memory has.
        frames.TryAllocate(out PhysicalAddress frame);
        MapOutcome outcome = tables.Map(new LinearAddress(Own), frame, PageRights.Write);
        *(uint*)Own = 2004;
        Console.WriteLine("mapped=" + (outcome == MapOutcome.Mapped ? "yes" : "no") + " read=" + (*(uint*)frame.Value).ToString());

        // It loses the right to be written. CR0.WP makes that hold for ring 0.
        var page = new LinearRange(Own, Own + Frame.Size - 1);
        tables.TryChangeRights(page, PageRights.None, PageRights.Write, out StaleTranslation stale);
        stale.Flush();
        Console.WriteLine("pte=" + tables.Read(new LinearAddress(Own)).ToString("x8"));
    }

    /// <inheritdoc/>
    protected override void Run() => *(uint*)Own = 2005; // vector 14, error code 3: a write to a page that is there
}
