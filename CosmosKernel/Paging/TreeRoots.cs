using System.Runtime.InteropServices;
using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>The top structure of a tree of paging structures, and of the one that mirrors it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct TreeRoots
{
    /// <summary>The top structure.</summary>
    public PhysicalAddress Root;

    /// <summary>
    /// The top structure of a second tree that has the same pages for ring 3: a top entry that comes or goes in the first comes or goes
    /// there, too. 0 if there is none.
    /// </summary>
    public PhysicalAddress Mirror;

    /// <summary>The top structure of the tree on which ring 3 runs: what CR3 holds meanwhile.</summary>
    public readonly PhysicalAddress InRing3 => Mirror.Value != 0 ? Mirror : Root;
}
