using System.Runtime.InteropServices;

namespace Cosmos.Core;

/// <summary>An entry of the memory map in the boot information (Multiboot 2, 3.6.8).</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct RawMemoryMapBlock
{
    /// <summary>The first physical address.</summary>
    [FieldOffset(0)]
    public ulong Address;

    /// <summary>How many bytes.</summary>
    [FieldOffset(8)]
    public ulong Length;

    /// <summary>1: memory free to use; 3: ACPI's tables; all else: not to be touched.</summary>
    [FieldOffset(16)]
    public uint Type;

    /// <summary>Reserved.</summary>
    [FieldOffset(20)]
    public uint Zero;
}
