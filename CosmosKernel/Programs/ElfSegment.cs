using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Programs;

/// <summary>One program header of a 32-bit ELF file, as it lies in the file (System V ABI, chapter 5).</summary>
internal readonly unsafe struct ElfSegment
{
    /// <summary>PT_LOAD: goes into memory.</summary>
    public const uint LoadType = 1;

    /// <summary>PT_INTERP: names a dynamic linker.</summary>
    public const uint InterpreterType = 3;

    private const uint ExecuteFlag = 1;
    private const uint WriteFlag = 2;

    /// <summary>Reads a program header.</summary>
    /// <param name="header">
    /// An <c>Elf32_Phdr</c>: type, offset, linear address, physical address, bytes in the file, bytes in memory, flags, alignment.
    /// </param>
    public ElfSegment(uint* header)
    {
        Type = header[0];
        FileOffset = header[1];
        Address = new LinearAddress(header[2]);
        FileBytes = header[4];
        MemoryBytes = header[5];
        Rights = PageRights.User
            | ((header[6] & WriteFlag) != 0 ? PageRights.Write : PageRights.None)
            | ((header[6] & ExecuteFlag) != 0 ? PageRights.Execute : PageRights.None);
    }

    /// <summary>What the header describes.</summary>
    public uint Type { get; }

    /// <summary>Where its bytes are in the file.</summary>
    public uint FileOffset { get; }

    /// <summary>Where it goes.</summary>
    public LinearAddress Address { get; }

    /// <summary>How many bytes come from the file; the rest is zeros.</summary>
    public uint FileBytes { get; }

    /// <summary>How many bytes it has in memory.</summary>
    public uint MemoryBytes { get; }

    /// <summary>What ring 3 may do there.</summary>
    public PageRights Rights { get; }

    /// <summary>Whether it takes memory at all.</summary>
    public bool IsLoaded => Type == LoadType && MemoryBytes != 0;

    /// <summary>Its bytes in memory. Only of one that does not wrap round the top.</summary>
    public LinearRange Range => new(Address.Value, Address.Value + (MemoryBytes - 1));

    /// <summary>The pages that it touches, as a range.</summary>
    public LinearRange Pages => new(Address.Page.Value, Range.Last | (Frame.Size - 1));
}
