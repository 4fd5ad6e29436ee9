using CosmosKernel.Memory;
using CosmosKernel.Output;

namespace CosmosKernel.Mappings;

/// <summary>The machine that the kernel has taken over: what nearly every part of it needs. Made once, at boot.</summary>
public sealed class Machine
{
    /// <summary>Describes it.</summary>
    /// <param name="memory">All RAM, as the kernel sees it.</param>
    /// <param name="frames">Who gives out frames.</param>
    /// <param name="layout">Where in linear space the kernel is.</param>
    /// <param name="log">Where the kernel speaks.</param>
    /// <param name="panic">What stops the machine when nothing can go on.</param>
    public Machine(PhysicalMemory memory, FrameAllocator frames, KernelLayout layout, KernelLog log, Panic panic)
    {
        Memory = memory;
        Frames = frames;
        Layout = layout;
        Log = log;
        Panic = panic;
    }

    /// <summary>All RAM, as the kernel sees it.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>Who gives out frames.</summary>
    public FrameAllocator Frames { get; }

    /// <summary>Where in linear space the kernel is.</summary>
    public KernelLayout Layout { get; }

    /// <summary>Where the kernel speaks.</summary>
    public KernelLog Log { get; }

    /// <summary>What stops the machine when nothing can go on.</summary>
    public Panic Panic { get; }
}
