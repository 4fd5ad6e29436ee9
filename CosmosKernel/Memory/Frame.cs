namespace CosmosKernel.Memory;

/// <summary>A frame: 4 KB of physical memory, aligned; what a page-table entry names.</summary>
public static class Frame
{
    /// <summary>Bytes in a frame and in a small page.</summary>
    public const uint Size = 4096;

    /// <summary>Bits of an offset in it.</summary>
    public const int Shift = 12;

    /// <summary>The next multiple of the frame size.</summary>
    /// <param name="value">At most 4 GB - 4 KB.</param>
    /// <returns>The value itself if it is a multiple.</returns>
    public static uint RoundUp(uint value) => (value + Size - 1) & ~(Size - 1);

    /// <summary>The multiple of the frame size at or below.</summary>
    /// <param name="value">Any.</param>
    /// <returns>The value itself if it is a multiple.</returns>
    public static uint RoundDown(uint value) => value & ~(Size - 1);
}
