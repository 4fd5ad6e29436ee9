using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Sweep;

/// <summary>One combination, tried: what was in the tables, what was done, and what came of it.</summary>
internal struct SweepTrial
{
    /// <summary>The entries before.</summary>
    public AccessEntries Entries;

    /// <summary>The entries after.</summary>
    public AccessEntries After;

    /// <summary>What was done.</summary>
    public Access Access;

    /// <summary>Under what control bits.</summary>
    public AccessControl Control;

    /// <summary>Where.</summary>
    public LinearAddress Linear;

    /// <summary>Where that is in the target frame.</summary>
    public PhysicalAddress Target;

    /// <summary>What the processor did.</summary>
    public SweepAnswer Answer;

    /// <summary>What the target frame holds there now.</summary>
    public byte Content;
}
