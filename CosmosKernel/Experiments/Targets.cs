using CosmosKernel.Cpu;
using CosmosKernel.Mappings;
using CosmosKernel.Memory;

namespace CosmosKernel.Experiments;

/// <summary>The addresses behind the <see cref="Target"/>s, as this boot has them.</summary>
public sealed class Targets
{
    /// <summary>What the programs that know it are linked with.</summary>
    private const uint NeighboursPage = 0x50000000;

    /// <summary>Between the programs and that page.</summary>
    private const uint UserHole = 0x48000000;

    private const uint Top = 0xFFFFF000;

    /// <summary>Where the kernel's image begins.</summary>
    public LinearAddress KernelImage { get; init; }

    /// <summary>An address in the kernel's code.</summary>
    public LinearAddress KernelText { get; init; }

    /// <summary>An address in its writable data.</summary>
    public LinearAddress KernelData { get; init; }

    /// <summary>An object on its heap.</summary>
    public LinearAddress KernelHeap { get; init; }

    /// <summary>An address in the kernel stack.</summary>
    public LinearAddress KernelStack { get; init; }

    /// <summary>The page under it.</summary>
    public LinearAddress GuardPage { get; init; }

    /// <summary>An address in the kernel's window where nothing is mapped.</summary>
    public LinearAddress KernelHole { get; init; }

    /// <summary>Where the vmalloc area begins.</summary>
    public LinearAddress Vmalloc { get; init; }

    /// <summary>Two pages below a multiple of a gigabyte; above it, nothing.</summary>
    public LinearAddress EndOfGigabyte { get; init; }

    /// <summary>Finds them, once the kernel's own tables are in force.</summary>
    /// <param name="image">The kernel's sections.</param>
    /// <param name="layout">Where the kernel is.</param>
    /// <param name="guardPage">The page under the kernel stack.</param>
    /// <returns>The addresses that ring 3 will try.</returns>
    public static unsafe Targets Find(ImageSection[] image, KernelLayout layout, LinearAddress guardPage)
    {
        uint text = 0;
        uint data = 0;
        foreach (ImageSection section in image)
        {
            text = section.IsExecutable ? section.Address : text;
            data = section.IsWritable && data == 0 ? section.Address : data;
        }

        byte[] someObject = new byte[sizeof(SegmentDescriptor)];
        fixed (byte* heap = someObject)
        {
            *(SegmentDescriptor*)heap = SegmentDescriptor.Data(3);
            return new Targets
            {
                KernelImage = new LinearAddress(image[0].Address),
                KernelText = new LinearAddress(text),
                KernelData = new LinearAddress(data),
                KernelHeap = new LinearAddress((uint)heap),
                KernelStack = guardPage + (Frame.Size * 2),
                GuardPage = guardPage,
                Vmalloc = new LinearAddress(layout.VmallocRange.Start),
                EndOfGigabyte = new LinearAddress(layout.BesideWindow.Start + 0x3FFFE000),
                KernelHole = new LinearAddress(layout.Window.Start + 0x3F000000),
            };
        }
    }

    /// <summary>The address for a target.</summary>
    /// <param name="target">Which.</param>
    /// <returns>The address; 0 for <see cref="Target.None"/> and <see cref="Target.Null"/>.</returns>
    public LinearAddress Address(Target target) => target switch
    {
        Target.KernelImage => KernelImage,
        Target.KernelText => KernelText,
        Target.KernelData => KernelData,
        Target.KernelHeap => KernelHeap,
        Target.KernelStack => KernelStack,
        Target.GuardPage => GuardPage,
        Target.KernelHole => KernelHole,
        Target.InterruptTable => new LinearAddress(Trampoline.InterruptTable),
        Target.GlobalTable => new LinearAddress(Trampoline.GlobalTable),
        Target.UserHole => new LinearAddress(UserHole),
        Target.NeighboursPage => new LinearAddress(NeighboursPage),
        Target.Vmalloc => Vmalloc,
        Target.EndOfGigabyte => EndOfGigabyte,
        Target.Top => new LinearAddress(Top),
        _ => default,
    };
}
