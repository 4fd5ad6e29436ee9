using System.Runtime.CompilerServices;

namespace CosmosKernel.Paging;

/// <summary>One level of a paging format: which bits of a linear address choose the entry, and what the entry may say.</summary>
public readonly struct PagingLevel
{
    // What every step of a walk needs, worked out once.
    private readonly int offsetShift;
    private readonly uint offsetMask;
    private readonly uint deciding;

    /// <summary>Describes a level.</summary>
    /// <param name="name">What the SDM calls its entries, in lower case.</param>
    /// <param name="shift">Lowest address bit of the index; one entry spans 2^shift bytes.</param>
    /// <param name="indexBits">Bits of the index.</param>
    /// <param name="entryBytes">Bytes of an entry, 4 or 8.</param>
    /// <param name="hasRights">Whether R/W, U/S and XD exist here. A PDPTE of PAE has none: those bits are reserved.</param>
    /// <param name="mayMapLargePage">Whether PS=1 makes the entry map a page of its whole span.</param>
    public PagingLevel(string name, int shift, int indexBits, int entryBytes, bool hasRights, bool mayMapLargePage)
    {
        Name = name;
        Shift = shift;
        IndexBits = indexBits;
        HasRights = hasRights;
        MayMapLargePage = mayMapLargePage;
        int entryShift = entryBytes == sizeof(uint) ? 2 : 3;
        offsetShift = shift - entryShift;
        offsetMask = ((1u << indexBits) - 1) << entryShift;
        deciding = (uint)(PageEntry.PresentBit | (mayMapLargePage ? PageEntry.LargeBit : 0));
    }

    /// <summary>What the SDM calls its entries: pdpte, pde, pte.</summary>
    public string Name { get; }

    /// <summary>Lowest address bit of the index.</summary>
    public int Shift { get; }

    /// <summary>Bits of the index.</summary>
    public int IndexBits { get; }

    /// <summary>Whether R/W, U/S and XD exist in these entries.</summary>
    public bool HasRights { get; }

    /// <summary>Whether PS=1 makes the entry map a page.</summary>
    public bool MayMapLargePage { get; }

    /// <summary>Bytes of linear space that one entry spans.</summary>
    public uint Span => 1u << Shift;

    /// <summary>Entries in one table.</summary>
    public uint Entries => 1u << IndexBits;

    /// <summary>Which entry an address uses.</summary>
    /// <param name="linear">Any linear address.</param>
    /// <returns>Below <see cref="Entries"/>.</returns>
    public uint Index(uint linear) => (linear >> Shift) & (Entries - 1);

    /// <summary>Where the entry that an address uses lies in its table.</summary>
    /// <param name="linear">Any linear address.</param>
    /// <returns>Bytes from the table's beginning.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Offset(uint linear) => (linear >> offsetShift) & offsetMask;

    /// <summary>Whether an entry above the last level names a table: it is present, and does not map a large page.</summary>
    /// <param name="low">The entry's low doubleword, in which these bits lie in either format.</param>
    /// <returns>False also of an entry that is not present.</returns>
    public bool LeadsToTable(uint low) => (low & deciding) == (uint)PageEntry.PresentBit;
}
