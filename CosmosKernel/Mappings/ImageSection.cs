namespace CosmosKernel.Mappings;

/// <summary>
/// A section of the kernel's image: where it lies and what is done with it. An ELF section header says so (System V ABI, chapter 4); where
/// the loader passes none on, the image itself is read.
/// </summary>
public readonly unsafe struct ImageSection
{
    private const uint WriteFlag = 1;
    private const uint AllocateFlag = 2;
    private const uint ExecuteFlag = 4;

    /// <summary>Reads a section header.</summary>
    /// <param name="header">An <c>Elf32_Shdr</c>: name, type, flags, address, offset, size and more.</param>
    public ImageSection(uint* header)
    {
        IsWritable = (header[2] & WriteFlag) != 0;
        IsExecutable = (header[2] & ExecuteFlag) != 0;
        Address = header[3];
        Size = header[5];
    }

    /// <summary>Makes a section that no header describes.</summary>
    /// <param name="address">Linear address of its first byte.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="isWritable">Whether the program changes it.</param>
    /// <param name="isExecutable">Whether it holds code.</param>
    public ImageSection(uint address, uint size, bool isWritable, bool isExecutable)
    {
        IsWritable = isWritable;
        IsExecutable = isExecutable;
        Address = address;
        Size = size;
    }

    /// <summary>Linear address of its first byte.</summary>
    public uint Address { get; }

    /// <summary>Bytes in memory.</summary>
    public uint Size { get; }

    /// <summary>Whether the program changes it.</summary>
    public bool IsWritable { get; }

    /// <summary>Whether it holds code.</summary>
    public bool IsExecutable { get; }

    /// <summary>Whether a section is in memory at all; symbol tables and debug information are not.</summary>
    /// <param name="header">An <c>Elf32_Shdr</c>.</param>
    /// <returns>True if it is allocated and not empty.</returns>
    public static bool TakesMemory(uint* header) => (header[2] & AllocateFlag) != 0 && header[3] != 0 && header[5] != 0;
}
