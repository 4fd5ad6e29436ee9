using System.Runtime.InteropServices;

namespace Cosmos.Core.Multiboot.Tags;

/// <summary>Tag 4: how much memory there is, roughly.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public readonly struct BasicMemoryInformation
{
    /// <summary>4.</summary>
    [FieldOffset(0)]
    public readonly uint Type;

    /// <summary>16.</summary>
    [FieldOffset(4)]
    public readonly uint Size;

    /// <summary>Kilobytes from address 0.</summary>
    [FieldOffset(8)]
    public readonly uint MemLower;

    /// <summary>Kilobytes from 1 MB to the first hole.</summary>
    [FieldOffset(12)]
    public readonly uint MemUpper;
}
