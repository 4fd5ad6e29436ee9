using Cosmos.Core.Multiboot.Tags;
using IL2CPU.API.Attribs;

namespace Cosmos.Core.Multiboot;

/// <summary>The information that the loader left, in the form of Multiboot 2, whichever loader it was.</summary>
public unsafe class Multiboot2
{
    private const uint LoaderOfMultiboot1 = 0x2BADB002;
    private const uint LoaderOfMultiboot2 = 0x36D76289;

    private static uint address;

    /// <summary>Tag 4, or null.</summary>
    public static BasicMemoryInformation* BasicMemoryInformation { get; set; }

    /// <summary>Tag 6, or null.</summary>
    public static MemoryMap* MemoryMap { get; set; }

    /// <summary>Finds the tags; under Multiboot 1, makes them first. Called before the kernel's own code.</summary>
    public static void Init()
    {
        if (address != 0)
        {
            return;
        }

        address = Loader() switch
        {
            LoaderOfMultiboot2 => PageOffset() + LoaderInformation(),
            LoaderOfMultiboot1 => Convert(),
            _ => throw new global::System.NotSupportedException("the loader speaks neither Multiboot 1 nor Multiboot 2"),
        };

        var information = (byte*)address;
        BasicMemoryInformation = (BasicMemoryInformation*)MultibootReader.Find(information, MultibootTag.BasicMemory);
        MemoryMap = (MemoryMap*)MultibootReader.Find(information, MultibootTag.MemoryMap);
    }

    /// <summary>Gives the amount of memory below 1 MB.</summary>
    /// <returns>Kilobytes.</returns>
    public static uint GetMemLower() => BasicMemoryInformation == null ? 0 : BasicMemoryInformation->MemLower;

    /// <summary>Gives the amount of memory from 1 MB to the first hole.</summary>
    /// <returns>Kilobytes.</returns>
    public static uint GetMemUpper() => BasicMemoryInformation == null ? 0 : BasicMemoryInformation->MemUpper;

    /// <summary>Says whether the loader left a memory map.</summary>
    /// <returns>True if so.</returns>
    public static bool MemoryMapExists() => MemoryMap != null;

    /// <summary>Gives the place of the boot information.</summary>
    /// <returns>Its linear address, as the kernel is mapped at start. The addresses inside, of modules for one, are physical.</returns>
    public static uint GetMBIAddress() => address;

    /// <summary>Gives the difference between linear and physical addresses.</summary>
    /// <returns>3 GB in the high layout, 0 in the low one.</returns>
    [PlugMethod(PlugRequired = true)]
    internal static uint PageOffset() => throw null!;

    /// <summary>Gives the physical range of the kernel's image.</summary>
    /// <returns>Its start in the low half, its end in the high half.</returns>
    [PlugMethod(PlugRequired = true)]
    internal static ulong ImageRange() => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static uint Loader() => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static uint LoaderInformation() => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static uint SectionHeaders() => throw null!;

    private static uint Convert()
    {
        var physicalMemory = (byte*)PageOffset();
        var sections = (byte*)SectionHeaders();
        uint size = Multiboot1Conversion.Convert(physicalMemory, LoaderInformation(), sections, null);

        // An object is at a multiple of 8 bytes plus 4, its first element 8 bytes on; objects never move.
        var place = new byte[size + 8];
        fixed (byte* first = place)
        {
            uint aligned = ((uint)first + 7) & ~7u;
            Multiboot1Conversion.Convert(physicalMemory, LoaderInformation(), sections, (byte*)aligned);
            return aligned;
        }
    }
}
