using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Some physical memory on the host, and in it a kernel's own tables as a boot would build them.</summary>
internal sealed unsafe class FakeMachine : IDisposable
{
    private const uint MemoryBytes = 32 << 20;
    public const uint BlockStart = 4 << 20;

    private static readonly ConcurrentBag<nint> Spare = [];

    private void* buffer;

    public FakeMachine(PagingFormat format, KernelLayout layout)
        : this(format, layout, (MemoryBytes - BlockStart) / Frame.Size)
    {
    }

    /// <param name="format">The paging format.</param>
    /// <param name="layout">The kernel's place.</param>
    /// <param name="blockFrames">How many frames the allocator gets, its own records included.</param>
    public FakeMachine(PagingFormat format, KernelLayout layout, uint blockFrames)
    {
        // The next machine gets the memory of one that is done with: that the host makes and clears 8192 pages costs more than a test.
        buffer = Spare.TryTake(out nint spare) ? (void*)spare : NativeMemory.AlignedAlloc(MemoryBytes, Frame.Size);
        new Span<byte>(buffer, (int)MemoryBytes).Fill(0xA5); // RAM after power-on is not zero
        Memory = new PhysicalMemory((byte*)buffer, MemoryBytes);
        Frames = new FrameAllocator(Memory, new PhysicalAddress(BlockStart), blockFrames * Frame.Size);
        Layout = layout;
        Frames.TryAllocate(out PhysicalAddress guard);
        GuardPage = layout.ToLinear(guard);
        var log = new KernelLog(null);
        Machine = new Machine(Memory, Frames, layout, log, new Panic(log));
        Space = KernelSpace.Build(format, Machine, Image(layout), guard);
        Space.AddTrampolinePage(Trampoline.Variables, PageRights.Write);
        Space.AddTrampolinePage(Trampoline.InterruptTable, PageRights.None);
        Space.AddTrampolinePage(Trampoline.Code, PageRights.Execute);
        Space.AddTrampolinePage(Trampoline.Stack, PageRights.Write);
    }

    public Machine Machine { get; }

    public PhysicalMemory Memory { get; }

    public FrameAllocator Frames { get; }

    public KernelLayout Layout { get; }

    public KernelSpace Space { get; }

    public LinearAddress GuardPage { get; }

    public PageTables Kernel => Space.Tables;

    public KernelMapping Mapping(string name) => new(Cells.Kind(name), Kernel, Machine);

    /// <summary>What CR3 holds while ring 3 runs.</summary>
    public static PhysicalAddress Ring3Root(PageTables task) => task.Roots.InRing3;

    public PageTables NewTables() => new(Kernel.Format, Memory, Frames, default);

    public PageTables EmptyTables()
    {
        Frames.TryAllocate(out PhysicalAddress root);
        return new PageTables(Kernel.Format, Memory, Frames, root);
    }

    public void Dispose()
    {
        if (buffer != null)
        {
            Spare.Add((nint)buffer);
            buffer = null;
        }
    }

    /// <summary>Three sections behind the first megabyte: code 20 KB, constants 8 KB, data 12 KB.</summary>
    public static ImageSection[] Image(KernelLayout layout)
    {
        uint start = layout.PageOffset + 0x100000;
        return
        [
            Section(flags: 6, start, 0x4F00),
            Section(flags: 2, start + 0x5000, 0x2000),
            Section(flags: 3, start + 0x7000, 0x2801),
        ];
    }

    private static ImageSection Section(uint flags, uint address, uint size)
    {
        uint* header = stackalloc uint[] { 0, 1, flags, address, 0, size };
        return new ImageSection(header);
    }
}
