using System;
using System.Collections.Generic;

namespace CosmosKit.Build.ObjectFile;

/// <summary>A section of a COFF object.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">Its name, with the <c>$</c> suffix that orders sections of one name.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Flags">Its IMAGE_SCN characteristics.</param>
/// <param name="Data">Its contents; empty if it holds zeros only.</param>
/// <param name="Relocations">What the linker must fill in.</param>
internal sealed record CoffSection(
    int Number,
    string Name,
    uint Size,
    uint Flags,
    byte[] Data,
    IReadOnlyList<CoffRelocation> Relocations)
{
    /// <summary>IMAGE_SCN_CNT_UNINITIALIZED_DATA: the section takes no room in the file.</summary>
    public const uint ContainsZeros = 0x0000_0080;

    private const uint ContainsCode = 0x0000_0020;
    private const uint MemoryWrite = 0x8000_0000;

    /// <summary>Whether it holds instructions.</summary>
    public bool IsCode => (Flags & ContainsCode) != 0;

    /// <summary>Whether it takes no room in the file.</summary>
    public bool IsZeroFilled => (Flags & ContainsZeros) != 0;

    /// <summary>Whether the program may write to it.</summary>
    public bool IsWritable => (Flags & MemoryWrite) != 0;

    /// <summary>Its alignment in bytes: bits 20 to 23 hold the exponent plus one, 0 means the default of 16.</summary>
    public uint Alignment => ((Flags >> 20) & 0xF) is var code and not 0 ? 1u << (int)(code - 1) : 16;

    /// <summary>Whether it is CodeView debug information.</summary>
    public bool IsDebug => Name.StartsWith(".debug$", StringComparison.Ordinal);

    /// <summary>Whether it is Windows' unwind data, which nothing in an image reads.</summary>
    public bool IsUnwind => Name is ".pdata" or ".xdata";
}
