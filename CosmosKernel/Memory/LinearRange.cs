namespace CosmosKernel.Memory;

/// <summary>A range of linear space, by its first and its last byte: so a range that ends at 4 GB fits 32 bits too. Never empty.</summary>
public readonly struct LinearRange
{
    /// <summary>Makes a range.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="last">Last byte; not below <paramref name="start"/>.</param>
    public LinearRange(uint start, uint last)
    {
        Start = start;
        Last = last;
    }

    /// <summary>First byte.</summary>
    public uint Start { get; }

    /// <summary>Last byte.</summary>
    public uint Last { get; }

    /// <summary>Whether one address lies inside.</summary>
    /// <param name="address">Any address.</param>
    /// <returns>True from <see cref="Start"/> to <see cref="Last"/>.</returns>
    public bool Contains(LinearAddress address) => address.Value >= Start && address.Value <= Last;

    /// <summary>Whether a whole range lies inside. One that wraps round the top does not.</summary>
    /// <param name="start">First byte of the range.</param>
    /// <param name="bytes">Its length, at least 1.</param>
    /// <returns>True if no byte is outside.</returns>
    public bool Contains(LinearAddress start, uint bytes) => Contains(start) && bytes - 1 <= Last - start.Value;

    /// <summary>Whether a whole range lies inside.</summary>
    /// <param name="other">Another range.</param>
    /// <returns>True if no byte of it is outside.</returns>
    public bool Contains(LinearRange other) => other.Start >= Start && other.Last <= Last;

    /// <summary>Whether the two have a byte in common.</summary>
    /// <param name="other">Another range.</param>
    /// <returns>True if they meet.</returns>
    public bool Overlaps(LinearRange other) => other.Start <= Last && other.Last >= Start;
}
