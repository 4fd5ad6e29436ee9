namespace CosmosKernel.Screen;

/// <summary>Characters of code page 437, the VGA's own, that ASCII does not have.</summary>
internal static class Glyph
{
    /// <summary>A wholly filled cell.</summary>
    public const byte Block = 0xDB;

    /// <summary>A smaller filled square.</summary>
    public const byte Square = 0xFE;

    /// <summary>A cell with light dots.</summary>
    public const byte LightShade = 0xB0;

    /// <summary>A dot in the middle.</summary>
    public const byte Dot = 0xFA;

    /// <summary>A horizontal line.</summary>
    public const byte Line = 0xC4;

    /// <summary>A triangle that points right.</summary>
    public const byte Pointer = 0x10;

    /// <summary>A triangle that points up.</summary>
    public const byte PointerUp = 0x1E;
}
