using Cosmos.Core;
using CosmosKernel.Cpu;
using CosmosKernel.Mappings;

namespace CosmosKernel.Boot;

/// <summary>
/// The image that Cosmos' compiler makes. Its Multiboot 2 header says where to load it, so loaders take it for a flat file
/// and describe no sections of it. It has two parts even so, and the header's entry address is the border:
/// <code>
///   02000000      Multiboot 2 header, boot stack, static fields, strings, resources
///   entry         code
///   end
/// </code>
/// </summary>
internal static unsafe class CosmosImage
{
    /// <summary>Where Cosmos' linker puts the image.</summary>
    public const uint Start = 0x02000000;

    private const uint PageBytes = 4096;
    private const uint Magic = 0xE85250D6;
    private const uint HeaderBytes = 16;
    private const ushort EntryTag = 3;
    private const uint EntryTagBytes = 12;

    /// <summary>
    /// The sections of this kernel: the loader's list of them, which the embedded kit's image has, or else the parts below.
    /// </summary>
    /// <param name="loader">What the loader left.</param>
    /// <returns>In ascending order; at least one.</returns>
    public static ImageSection[] SectionsOfKernel(BootInformation loader)
    {
        ImageSection[] sections = loader.Sections();
        return sections.Length != 0
            ? sections
            : Sections((byte*)Start, Start, CPU.GetEndOfKernel(), codeIsWritable: CosmosDebugger.IsPresent);
    }

    /// <summary>The parts of the image as sections: data; the page in which the code begins, which is both; code.</summary>
    /// <param name="image">The image's bytes.</param>
    /// <param name="start">Linear address of the first one, a multiple of 4096.</param>
    /// <param name="end">Linear address behind the last one.</param>
    /// <param name="codeIsWritable">Whether ring 0 may write to the code, as a debugger does to set a breakpoint.</param>
    /// <returns>Three sections, or one for everything if no header says where the code begins.</returns>
    public static ImageSection[] Sections(byte* image, uint start, uint end, bool codeIsWritable)
    {
        uint entry = Entry((uint*)image);
        uint border = entry & ~(PageBytes - 1);
        if (border <= start || end <= border + PageBytes)
        {
            return new[] { new ImageSection(start, end - start, true, true) };
        }

        uint code = border + PageBytes;
        return new[]
        {
            new ImageSection(start, border - start, true, false),
            new ImageSection(border, PageBytes, true, true),
            new ImageSection(code, end - code, codeIsWritable, true),
        };
    }

    /// <summary>
    /// Multiboot 2 specification, 3.1.1 to 3.1.7: a header of doublewords, then tags of a type, flags and a size, each at a multiple of
    /// eight.
    /// </summary>
    private static uint Entry(uint* header)
    {
        uint length = header[0] == Magic ? MultibootTags.Length(header[2]) : 0;
        uint* tag = MultibootTags.First((byte*)header, HeaderBytes, length);
        while (tag != null && ((ushort)tag[0] != EntryTag || tag[1] < EntryTagBytes))
        {
            tag = MultibootTags.Next((byte*)header, length, tag);
        }

        return tag == null ? 0 : tag[2];
    }
}
