using Cosmos.Core.Multiboot;
using IL2CPU.API.Attribs;

namespace Cosmos.Kit.Plugs;

/// <summary>What <see cref="Multiboot2"/> asks of the start-up code.</summary>
[Plug(Target = typeof(Multiboot2))]
public static class Multiboot2Impl
{
    /// <summary>Gives the difference between linear and physical addresses.</summary>
    /// <returns>A number of bytes.</returns>
    [PlugMethod(Assembler = typeof(PageOffsetCode))]
    public static uint PageOffset() => throw null!;

    /// <summary>Gives the physical range of the kernel's image.</summary>
    /// <returns>Start and end.</returns>
    [PlugMethod(Assembler = typeof(ImageRangeCode))]
    public static ulong ImageRange() => throw null!;

    /// <summary>Gives the number by which the loader named itself.</summary>
    /// <returns>What was in EAX.</returns>
    [PlugMethod(Assembler = typeof(LoaderCode))]
    public static uint Loader() => throw null!;

    /// <summary>Gives the loader's information.</summary>
    /// <returns>What was in EBX: a physical address.</returns>
    [PlugMethod(Assembler = typeof(LoaderInformationCode))]
    public static uint LoaderInformation() => throw null!;

    /// <summary>Gives the kernel's section headers.</summary>
    /// <returns>A linear address.</returns>
    [PlugMethod(Assembler = typeof(SectionHeadersCode))]
    public static uint SectionHeaders() => throw null!;

    private sealed class PageOffsetCode : Code
    {
        public PageOffsetCode()
            : base("""
                extern kit_page_offset
                push dword [kit_page_offset]
                """)
        {
        }
    }

    private sealed class ImageRangeCode : Code
    {
        public ImageRangeCode()
            : base("""
                extern kit_image_range
                push dword [kit_image_range + 4]
                push dword [kit_image_range]
                """)
        {
        }
    }

    private sealed class LoaderCode : Code
    {
        public LoaderCode()
            : base("""
                extern kit_boot_magic
                push dword [kit_boot_magic]
                """)
        {
        }
    }

    private sealed class LoaderInformationCode : Code
    {
        public LoaderInformationCode()
            : base("""
                extern kit_boot_information
                push dword [kit_boot_information]
                """)
        {
        }
    }

    private sealed class SectionHeadersCode : Code
    {
        public SectionHeadersCode()
            : base("""
                extern kit_section_headers
                push kit_section_headers
                """)
        {
        }
    }
}
