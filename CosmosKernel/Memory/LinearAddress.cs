using System;

namespace CosmosKernel.Memory;

/// <summary>An address as an instruction uses it, before translation. Segments are flat, so a program's pointer is one too.</summary>
public readonly struct LinearAddress : IEquatable<LinearAddress>
{
    /// <summary>Wraps a number.</summary>
    /// <param name="value">Any.</param>
    public LinearAddress(uint value) => Value = value;

    /// <summary>The number.</summary>
    public uint Value { get; }

    /// <summary>The first address of the 4 KB page.</summary>
    public LinearAddress Page => new(Value & ~(Frame.Size - 1));

    /// <summary>The offset in the 4 KB page.</summary>
    public uint PageOffset => Value & (Frame.Size - 1);

    /// <summary>Compares two addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True if they are the same.</returns>
    public static bool operator ==(LinearAddress left, LinearAddress right) => left.Value == right.Value;

    /// <summary>Compares two addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True if they differ.</returns>
    public static bool operator !=(LinearAddress left, LinearAddress right) => left.Value != right.Value;

    /// <summary>Adds a distance.</summary>
    /// <param name="address">Where to start.</param>
    /// <param name="bytes">How far; past 4 GB it wraps round, as the processor's addresses do.</param>
    /// <returns>The address so many bytes on.</returns>
    public static LinearAddress operator +(LinearAddress address, uint bytes) => new(address.Value + bytes);

    /// <inheritdoc/>
    public bool Equals(LinearAddress other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LinearAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Value;

    /// <summary>The number in hexadecimal.</summary>
    /// <returns>Eight digits.</returns>
    public override string ToString() => Value.ToString("x8");
}
