namespace Cosmos.Core.Multiboot;

/// <summary>The kinds of tags in the boot information (Multiboot 2, 3.6).</summary>
internal enum MultibootTag : uint
{
    /// <summary>The list ends.</summary>
    End = 0,

    /// <summary>The kernel's command line.</summary>
    CommandLine = 1,

    /// <summary>The loader's name.</summary>
    LoaderName = 2,

    /// <summary>A module: start, end, command line.</summary>
    Module = 3,

    /// <summary>The amount of memory.</summary>
    BasicMemory = 4,

    /// <summary>Which ranges of physical memory there are, and whether they may be used.</summary>
    MemoryMap = 6,

    /// <summary>The section headers of the kernel's ELF file.</summary>
    ElfSections = 9,
}
