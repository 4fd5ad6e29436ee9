using System;
using System.Collections.Generic;

namespace CosmosKit.Build.ObjectFile;

/// <summary>A section of an ELF object that is being made.</summary>
/// <param name="flags">Its SHF flags.</param>
/// <param name="alignment">Its alignment in bytes.</param>
/// <param name="data">Its contents.</param>
/// <param name="zeroSize">The size of a section that holds only zeros, which has no contents; otherwise 0.</param>
internal sealed class ElfSection(string name, ElfSectionFlags flags, uint alignment, byte[] data, uint zeroSize = 0)
{
    public string Name { get; } = name;

    /// <summary>Its SHF flags.</summary>
    public ElfSectionFlags Flags { get; } = flags;

    /// <summary>Its alignment in bytes.</summary>
    public uint Alignment { get; } = alignment;

    /// <summary>Its contents.</summary>
    public byte[] Data { get; set; } = data;

    /// <summary>Whether it holds only zeros and takes no room in the file.</summary>
    public bool IsZeroFilled { get; } = zeroSize != 0;

    /// <summary>Its size in bytes.</summary>
    public uint Size => Math.Max(zeroSize, (uint)Data.Length);

    /// <summary>What the linker must fill in.</summary>
    public List<ElfRelocation> Relocations { get; } = [];
}
