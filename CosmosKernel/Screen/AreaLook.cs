namespace CosmosKernel.Screen;

/// <summary>How a kind of region is shown.</summary>
internal readonly struct AreaLook
{
    /// <summary>Describes it.</summary>
    /// <param name="name">What it is called; at most ten letters.</param>
    /// <param name="style">One of <see cref="Devices.Style"/>.</param>
    /// <param name="glyph">What its cells are filled with.</param>
    public AreaLook(string name, byte style, byte glyph)
    {
        Name = name;
        Style = style;
        Glyph = glyph;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>One of <see cref="Devices.Style"/>.</summary>
    public byte Style { get; }

    /// <summary>What its cells are filled with.</summary>
    public byte Glyph { get; }
}
