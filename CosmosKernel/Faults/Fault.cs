using CosmosKernel.Memory;
using CosmosKernel.Paging;

namespace CosmosKernel.Faults;

/// <summary>One fault as it was found and explained.</summary>
public struct Fault
{
    /// <summary>Its number in this boot, from 1.</summary>
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

    /// <summary>Why.</summary>
    public Verdict Verdict;
}
