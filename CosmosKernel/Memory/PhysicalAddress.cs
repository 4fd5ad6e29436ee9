using System;

namespace CosmosKernel.Memory;

/// <summary>
/// An address on the memory bus: what paging structures hold and CR3 names. It cannot be dereferenced; see
/// <see cref="PhysicalMemory"/>. 32 bits: the kernel uses RAM below 4 GB only, whatever the format could reach.
/// </summary>
public readonly struct PhysicalAddress : IEquatable<PhysicalAddress>
{
    /// <summary>Wraps a number.</summary>
    /// <param name="value">Any.</param>
    public PhysicalAddress(uint value) => Value = value;

    /// <summary>The number.</summary>
    public uint Value { get; }

    /// <summary>Whether this is the first byte of a 4 KB frame.</summary>
    public bool IsFrame => (Value & (Frame.Size - 1)) == 0;

    /// <summary>Compares two addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True if they are the same.</returns>
    public static bool operator ==(PhysicalAddress left, PhysicalAddress right) => left.Value == right.Value;

    /// <summary>Compares two addresses.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>True if they differ.</returns>
    public static bool operator !=(PhysicalAddress left, PhysicalAddress right) => left.Value != right.Value;

    /// <summary>Adds a distance.</summary>
    /// <param name="address">Where to start.</param>
    /// <param name="bytes">How far; the sum must stay below 4 GB.</param>
    /// <returns>The address so many bytes on.</returns>
    public static PhysicalAddress operator +(PhysicalAddress address, uint bytes) => new(address.Value + bytes);

    /// <inheritdoc/>
    public bool Equals(PhysicalAddress other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PhysicalAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Value;

    /// <summary>The number in hexadecimal.</summary>
    /// <returns>Eight digits.</returns>
    public override string ToString() => Value.ToString("x8");
}
