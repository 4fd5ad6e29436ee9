using Cosmos.Core;
using Cosmos.Core.Memory;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;

namespace CosmosKernel.Boot;

/// <summary>How the kernel comes by its memory: Cosmos has all of it when the kernel begins.</summary>
internal static unsafe class CosmosMemory
{
    /// <summary>What is left to Cosmos' heap for the kernel's own objects, in frames.</summary>
    private const uint HeapFrames = 512;

    /// <summary>Less than this for tables and tasks is not worth starting with, in frames.</summary>
    private const uint LeastFrames = 512;

    /// <summary>The largest page of any format, in bytes.</summary>
    private const uint LargestPage = 4 << 20;

    /// <summary>
    /// One block from Cosmos' heap becomes all frames; Cosmos keeps the rest. The kernel's view of memory ends where RAM does. With too
    /// little the machine stops.
    /// </summary>
    /// <param name="layout">Where in linear space the kernel is.</param>
    /// <param name="log">Where it speaks.</param>
    /// <param name="panic">What stops the machine.</param>
    /// <returns>The machine.</returns>
    public static Machine TakeOver(KernelLayout layout, KernelLog log, Panic panic)
    {
        uint megabytes = CPU.GetAmountOfRAM();
        if (RAT.FreePageCount < HeapFrames + LeastFrames)
        {
            panic.Stop("too little memory: " + (RAT.FreePageCount * 4).ToString() + " KB are free, and "
                + ((HeapFrames + LeastFrames) * 4).ToString() + " KB are the least");
        }

        uint bytes = (RAT.FreePageCount - HeapFrames) * Frame.Size;
        PhysicalAddress block = layout.ToPhysical(new LinearAddress((uint)RAT.AllocPages(RAT.PageType.RAT, bytes / Frame.Size)));
        // Cosmos keeps the table of its pages at the very end of its heap, and counts RAM in whole megabytes.
        PhysicalAddress heapEnd = layout.ToPhysical(new LinearAddress((uint)RAT.HeapEnd));
        uint end = System.Math.Max(heapEnd.Value, System.Math.Min(megabytes, DirectMap.Limit >> 20) << 20);
        var memory = new PhysicalMemory((byte*)layout.PageOffset, end);
        var frames = new FrameAllocator(memory, block, bytes) { OnMisuse = panic };
        return new Machine(memory, frames, layout, log, panic);
    }

    /// <summary>
    /// RAM ends in the middle of a large page, which is therefore none. High frames are to lie in large ones: see
    /// <see cref="VmallocArea.TrySealAlias"/>.
    /// </summary>
    /// <param name="machine">The machine; what must lie at a low address has been allocated.</param>
    public static void BeginHighFrames(Machine machine) =>
        machine.Frames.BeginHighFramesBelow(new PhysicalAddress(Frame.RoundDown(machine.Memory.Size) & ~(LargestPage - 1)));
}
