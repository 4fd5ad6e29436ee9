using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>One fault as it was found and explained.</summary>
internal struct Fault
{
    /// <summary>Its number in the experiment, from 1.</summary>
    public uint Sequence;

    /// <summary>The exception's vector.</summary>
    public uint Vector;

    /// <summary>The processor's error code, unchanged.</summary>
    public uint ErrorCode;

    /// <summary>Where the instruction is.</summary>
    public uint Eip;

    /// <summary>Of a page fault: the address that it was about (CR2).</summary>
    public LinearAddress Address;

    /// <summary>Of a page fault: the walk through the tables that were in force.</summary>
    public PageWalk Walk;

    /// <summary>Of a page fault: which bits of the walk refuse; none if the tables do not explain the error code.</summary>
    public AccessObstacles Obstacles;

    /// <summary>
    /// Of a page fault: whether it is an instruction fetch, though the error code calls it a read, as it does where there is neither XD nor
    /// SMEP.
    /// </summary>
    public bool IsUnreportedFetch;

    /// <summary>Whether the tables explain the error code; of another exception than a page fault, true.</summary>
    public bool IsExplained;

    /// <summary>Why.</summary>
    public Verdict Verdict;

    /// <summary>Of an instruction that needs more than ring 3: what it needs.</summary>
    public InstructionRule Rule;

    /// <summary>Of a page fault: the walk with what refuses, to be drawn.</summary>
    public readonly ExplainedWalk Explained => new(Walk, Obstacles);
}
