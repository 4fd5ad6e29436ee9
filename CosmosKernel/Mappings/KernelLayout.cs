using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Mappings;

/// <summary>
/// Where the kernel lives in linear space. Two layouts, because two loaders: the embedded kit links the kernel high, as Linux does;
/// Cosmos links it low and keeps pointers equal to physical addresses.
/// <code>
///              high                                low
///   FFC0_0000  trampoline                          trampoline
///   FA00_0000  vmalloc area, 80 MB                 (user)
///   C000_0000  kernel window: all of RAM           (user)
///              (user)                              (user)
///   4000_0000  (user; programs are linked here)    (user; programs are linked here)
///   3A00_0000  (user)                              vmalloc area, 80 MB
///   0000_0000  (user)                              kernel window: all of RAM
/// </code>
/// RAM is at most 896 MB, and 32 MB above it the area begins, a part of the window. A task may have its own pages
/// beside what a mapping needs in any tree with the task's pages: the window and the trampoline, or the trampoline alone.
/// </summary>
public sealed class KernelLayout
{
    /// <summary>The trampoline's part, the same in both layouts.</summary>
    public static readonly LinearRange TrampolineRange = new(Trampoline.Base, 0xFFFFFFFF);

    /// <summary>Kernel at the top: the embedded kit's default. Window and trampoline lie side by side: one range.</summary>
    public static readonly KernelLayout High = new(
        "high",
        0xC0000000,
        new LinearRange(0xC0000000, Trampoline.Base - 1),
        new LinearRange(0, 0xBFFFFFFF),
        new[] { new LinearRange(0xC0000000, 0xFFFFFFFF) });

    /// <summary>Kernel at the bottom: Cosmos' own.</summary>
    public static readonly KernelLayout Low = new(
        "low",
        0,
        new LinearRange(0, 0x3FFFFFFF),
        new LinearRange(0x40000000, Trampoline.Base - 1),
        new[] { new LinearRange(0, 0x3FFFFFFF), TrampolineRange });

    private static readonly LinearRange[] TrampolineAlone = { TrampolineRange };

    private readonly LinearRange[] all;

    private KernelLayout(string name, uint pageOffset, LinearRange window, LinearRange besideWindow, LinearRange[] all)
    {
        Name = name;
        PageOffset = pageOffset;
        Window = window;
        BesideWindow = besideWindow;
        this.all = all;
    }

    /// <summary>As on the command line of the lab.</summary>
    public string Name { get; }

    /// <summary>What to add to a physical address to get the kernel's pointer to it.</summary>
    public uint PageOffset { get; }

    /// <summary>The kernel's part of linear space in its own tables, less the trampoline.</summary>
    public LinearRange Window { get; }

    /// <summary>The part of the window in which the kernel maps pages while tasks run; see <see cref="VmallocArea"/>.</summary>
    public LinearRange VmallocRange => new(Window.Start + 0x3A000000, Window.Start + 0x3EFFFFFF);

    /// <summary>What the window leaves to tasks.</summary>
    public LinearRange BesideWindow { get; }

    /// <summary>Where a part of the kernel is.</summary>
    /// <param name="part">All of it, or the trampoline.</param>
    /// <returns>In ascending order, in as few ranges as possible; always the same array for the same part.</returns>
    public LinearRange[] RangesOf(KernelPart part) => part == KernelPart.All ? all : TrampolineAlone;

    /// <summary>The layout that a kernel was linked for.</summary>
    /// <param name="kernelAddress">Any linear address in its image.</param>
    /// <returns>The layout whose window holds it.</returns>
    public static KernelLayout Of(uint kernelAddress) => High.Window.Contains(new LinearAddress(kernelAddress)) ? High : Low;

    /// <summary>The kernel's pointer to a physical address.</summary>
    /// <param name="physical">An address in RAM.</param>
    /// <returns>A linear address in the window.</returns>
    public LinearAddress ToLinear(PhysicalAddress physical) => new(physical.Value + PageOffset);

    /// <summary>The physical address behind a kernel pointer.</summary>
    /// <param name="linear">An address in the window.</param>
    /// <returns>A physical address.</returns>
    public PhysicalAddress ToPhysical(LinearAddress linear) => new(linear.Value - PageOffset);
}
