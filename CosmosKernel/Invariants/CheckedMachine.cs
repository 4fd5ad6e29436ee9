using CosmosKernel.Mappings;
using CosmosKernel.Memory;
using CosmosKernel.Output;
using CosmosKernel.Paging;

namespace CosmosKernel.Invariants;

/// <summary>What the invariants are about: the machine's memory, who has which frame, and the tables.</summary>
internal sealed class CheckedMachine
{
    /// <summary>Describes a machine whose kernel is complete, before the first task.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="image">The kernel's sections.</param>
    public CheckedMachine(Machine machine, ImageSection[] image)
    {
        Memory = machine.Memory;
        Frames = machine.Frames;
        Layout = machine.Layout;
        Log = machine.Log;
        Image = image;
        Ledger = new FrameLedger(machine.Frames);
    }

    /// <summary>Physical memory.</summary>
    public PhysicalMemory Memory { get; }

    /// <summary>Who gives out frames.</summary>
    public FrameAllocator Frames { get; }

    /// <summary>Where the kernel is.</summary>
    public KernelLayout Layout { get; }

    /// <summary>Where results go.</summary>
    public KernelLog Log { get; }

    /// <summary>The kernel's sections.</summary>
    public ImageSection[] Image { get; }

    /// <summary>What the tables say of each frame.</summary>
    public FrameLedger Ledger { get; }

    /// <summary>The kernel mapping in force.</summary>
    public KernelMapping Mapping { get; set; } = null!;

    /// <summary>The kernel's own tables.</summary>
    public PageTables Kernel => Mapping.Kernel;

    /// <summary>
    /// Where an entry of the last level lies that maps a kernel page which is always there and holds nothing of the kernel's: low
    /// memory.
    /// </summary>
    public LinearAddress QuietPage => Layout.ToLinear(new PhysicalAddress(Frame.Size));
}
