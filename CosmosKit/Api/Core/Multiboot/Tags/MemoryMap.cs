using System.Runtime.InteropServices;

namespace Cosmos.Core.Multiboot.Tags;

/// <summary>Tag 6: which physical addresses are memory.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public readonly struct MemoryMap
{
    /// <summary>6.</summary>
    [FieldOffset(0)]
    public readonly uint Type;

    /// <summary>The length of head and entries in bytes.</summary>
    [FieldOffset(4)]
    public readonly uint Size;

    /// <summary>The distance from one entry to the next, at least 24.</summary>
    [FieldOffset(8)]
    public readonly uint EntrySize;

    /// <summary>0.</summary>
    [FieldOffset(12)]
    public readonly uint EntryVersion;

    /// <summary>The first entry; the others follow.</summary>
    [FieldOffset(16)]
    public readonly RawMemoryMapBlock MemoryMapEntries;
}
