namespace CosmosKernel.Devices;

/// <summary>
/// What the colours of the screen mean: attribute bytes of the VGA's text mode, background in bits 4 to 6, foreground in bits 0 to 3. Bit 7
/// would make the cell blink.
/// </summary>
internal static class Style
{
    /// <summary>Ordinary text: light grey on black.</summary>
    public const byte Text = 0x07;

    /// <summary>What matters less: dark grey.</summary>
    public const byte Dim = 0x08;

    /// <summary>What matters more: white.</summary>
    public const byte Strong = 0x0F;

    /// <summary>The line at the top: white on blue.</summary>
    public const byte Title = 0x1F;

    /// <summary>A heading: light cyan.</summary>
    public const byte Heading = 0x0B;

    /// <summary>Something that went as expected: light green.</summary>
    public const byte Held = 0x0A;

    /// <summary>Something that did not: light red.</summary>
    public const byte Failed = 0x0C;

    /// <summary>A fault: yellow.</summary>
    public const byte Fault = 0x0E;

    /// <summary>Something worth knowing: cyan.</summary>
    public const byte Note = 0x03;

    /// <summary>The line on which the keys work: black on cyan.</summary>
    public const byte Selected = 0x30;

    /// <summary>The bit that decided: white on red.</summary>
    public const byte Deciding = 0x4F;

    /// <summary>What a key does: black on grey.</summary>
    public const byte KeyText = 0x70;

    /// <summary>The key itself: red on grey.</summary>
    public const byte Key = 0x74;

    /// <summary>Kernel memory: light red.</summary>
    public const byte Kernel = 0x0C;

    /// <summary>Page tables: yellow.</summary>
    public const byte Tables = 0x0E;

    /// <summary>The trampoline: light magenta.</summary>
    public const byte Trampoline = 0x0D;

    /// <summary>A task's memory: light green.</summary>
    public const byte User = 0x0A;

    /// <summary>The other tasks' memory: light cyan.</summary>
    public const byte OtherUser = 0x0B;
}
