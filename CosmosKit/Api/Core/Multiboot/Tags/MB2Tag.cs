using System.Runtime.InteropServices;

namespace Cosmos.Core.Multiboot.Tags;

/// <summary>What every tag of the boot information begins with. The next one follows at a multiple of 8.</summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public readonly struct MB2Tag
{
    /// <summary>The kind of tag; 0 ends the list.</summary>
    [FieldOffset(0)]
    public readonly uint Type;

    /// <summary>Its length in bytes, this head included, the padding behind it not.</summary>
    [FieldOffset(4)]
    public readonly uint Size;
}
