using CosmosKernel.Memory;

namespace CosmosKernel.Sweep;

/// <summary>What the processor did with an access.</summary>
internal struct SweepAnswer
{
    /// <summary>In place of a vector: there was no exception.</summary>
    public const uint NoException = uint.MaxValue;

    /// <summary>The exception, or <see cref="NoException"/>.</summary>
    public uint Vector;

    /// <summary>Its error code.</summary>
    public uint ErrorCode;

    /// <summary>CR2.</summary>
    public LinearAddress Address;

    /// <summary>What a read gave.</summary>
    public byte Value;
}
