using CosmosKernel.Memory;

namespace CosmosKernel.Paging;

/// <summary>
/// One entry of a paging structure, at any level and in either format: the bits lie in the same places (SDM vol. 3, figures 4-4 and
/// 4-7), a two-level entry being one whose upper 32 bits are 0.
/// </summary>
public readonly struct PageEntry
{
    /// <summary>P: the rest means something.</summary>
    public const ulong PresentBit = 1UL << 0;

    /// <summary>R/W: writes are allowed, as far as this level is asked.</summary>
    public const ulong WriteBit = 1UL << 1;

    /// <summary>U/S: ring 3 is allowed, as far as this level is asked.</summary>
    public const ulong UserBit = 1UL << 2;

    /// <summary>A: the processor has used this entry.</summary>
    public const ulong AccessedBit = 1UL << 5;

    /// <summary>D: the processor has written to the page.</summary>
    public const ulong DirtyBit = 1UL << 6;

    /// <summary>PS: in a directory entry: it maps a large page itself.</summary>
    public const ulong LargeBit = 1UL << 7;

    /// <summary>G: the translation survives a CR3 load.</summary>
    public const ulong GlobalBit = 1UL << 8;

    /// <summary>
    /// With P=0, which leaves all other bits to the kernel (SDM vol. 3, 4.3): the entry still names a page's frame, of a page that its
    /// program wants no access to for now.
    /// </summary>
    public const ulong KeptBit = 1UL << 9;

    /// <summary>XD: no execution (PAE, with EFER.NXE).</summary>
    public const ulong ExecuteDisableBit = 1UL << 63;

    /// <summary>Wraps the bits as they are.</summary>
    /// <param name="raw">As read from memory.</param>
    public PageEntry(ulong raw) => Raw = raw;

    /// <summary>All bits.</summary>
    public ulong Raw { get; }

    /// <summary>P.</summary>
    public bool IsPresent => (Raw & PresentBit) != 0;

    /// <summary>Not present, and yet the holder of a frame.</summary>
    public bool IsKept => (Raw & (PresentBit | KeptBit)) == KeptBit;

    /// <summary>R/W.</summary>
    public bool IsWritable => (Raw & WriteBit) != 0;

    /// <summary>U/S.</summary>
    public bool IsUser => (Raw & UserBit) != 0;

    /// <summary>PS. In the last level's entries the same bit is PAT; ask only where a large page is possible.</summary>
    public bool IsLarge => (Raw & LargeBit) != 0;

    /// <summary>G.</summary>
    public bool IsGlobal => (Raw & GlobalBit) != 0;

    /// <summary>XD.</summary>
    public bool IsExecuteDisabled => (Raw & ExecuteDisableBit) != 0;

    /// <summary>The table or frame that the entry names, below 4 GB; of a large page, mask it further.</summary>
    public PhysicalAddress Address => AddressIn((uint)Raw);

    /// <summary>The same, of an entry's low doubleword.</summary>
    /// <param name="low">Bits 31 to 0 of an entry.</param>
    /// <returns>The table or frame.</returns>
    public static PhysicalAddress AddressIn(uint low) => new(low & ~(Frame.Size - 1));

    /// <summary>An entry for an address with the given bits.</summary>
    /// <param name="address">Of a table or frame.</param>
    /// <param name="bits">Any of the constants above.</param>
    /// <returns>The entry.</returns>
    public static PageEntry To(PhysicalAddress address, ulong bits) => new(address.Value | bits);
}
