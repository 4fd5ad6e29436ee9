using CosmosKernel.Memory;

namespace CosmosKernel.Mappings;

/// <summary>
/// The kernel's two stacks in one piece of memory. Upwards:
/// <code>
///   guard page           in no table: a stack that overflows faults, and with the stack broken that is a double fault
///   kernel stack         <see cref="Pages"/> pages, grows downwards
///   double-fault stack   as many: another one, since the first may be what is broken
/// </code>
/// </summary>
internal readonly struct KernelStacks
{
    /// <summary>Pages of each stack.</summary>
    public const uint Pages = 8;

    private const uint Bytes = Pages * Frame.Size;

    private KernelStacks(PhysicalAddress guardFrame, KernelLayout layout)
    {
        GuardFrame = guardFrame;
        GuardPage = layout.ToLinear(guardFrame);
    }

    /// <summary>The frame of the guard page: no table maps it.</summary>
    public PhysicalAddress GuardFrame { get; }

    /// <summary>Where the guard page is.</summary>
    public LinearAddress GuardPage { get; }

    /// <summary>ESP of an empty kernel stack.</summary>
    public LinearAddress Top => GuardPage + (Frame.Size + Bytes);

    /// <summary>ESP of the empty stack of the double-fault task.</summary>
    public LinearAddress DoubleFaultTop => Top + Bytes;

    /// <summary>Takes the memory. Without it the machine stops.</summary>
    /// <param name="machine">The machine, with no tables yet.</param>
    /// <returns>The stacks.</returns>
    public static KernelStacks Allocate(Machine machine)
    {
        if (!machine.Frames.TryAllocateContiguous(1 + (2 * Pages), out PhysicalAddress start))
        {
            machine.Panic.Stop("too little memory for the kernel stacks");
        }

        return new KernelStacks(start, machine.Layout);
    }
}
