namespace CosmosKernel.Paging;

/// <summary>Which bits of a present entry must be 0 (SDM vol. 3, 4.3 and 4.4.2, "reserved bits").</summary>
internal static class AccessReservedBits
{
    private const int PageAttributeBit = 7; // of an entry of the last level
    private const int LargePageAttributeBit = 12;
    private const int FirstBitBelowLargeAddress = 13;
    private const int WidePageSizeBits = 40; // PSE-36 reaches no farther, whatever MAXPHYADDR is
    private const int HighestAddressBit = 62;
    private const int ExecuteDisableBit = 63;

    /// <summary>The bits of one entry that must be 0.</summary>
    /// <param name="format">The format of the tables.</param>
    /// <param name="depth">The entry's level.</param>
    /// <param name="isLarge">Whether the entry maps a large page.</param>
    /// <param name="control">The processor's state and make.</param>
    /// <returns>A mask.</returns>
    public static ulong Of(PagingFormat format, int depth, bool isLarge, in AccessControl control)
    {
        ref readonly PagingLevel level = ref format.Level(depth);
        bool isLast = depth == format.LevelCount - 1;
        if (!level.HasRights)
        {
            // Table 4-8: a PDPTE has P, PWT, PCD and an address; bits 11:9 are ignored.
            return Range(1, 2) | Range(5, 8) | Range(control.PhysicalAddressBits, ExecuteDisableBit);
        }

        ulong attribute = control.Has(AccessControlBits.PageAttributeTable) ? 0
            : isLast ? 1UL << PageAttributeBit
            : isLarge ? 1UL << LargePageAttributeBit
            : 0;
        if (format.EntryBytes == sizeof(ulong))
        {
            return Range(control.PhysicalAddressBits, HighestAddressBit)
                | (control.Has(AccessControlBits.ExecuteDisable) ? 0 : 1UL << ExecuteDisableBit)
                | (isLarge ? Range(FirstBitBelowLargeAddress, level.Shift - 1) : 0)
                | attribute;
        }

        // "With 32-bit paging, there are reserved bits only if CR4.PSE = 1."
        if (!control.Has(AccessControlBits.PageSizeExtensions))
        {
            return 0;
        }

        return isLarge ? Range(FirstReservedOfLarge(control), level.Shift - 1) | attribute : attribute;
    }

    /// <summary>How many address bits above 31 a 4 MB page's entry has, from bit 13 on (PSE-36, SDM vol. 3, 4.3).</summary>
    /// <param name="control">The processor's state and make.</param>
    /// <returns>0 to 8.</returns>
    public static int WideAddressBits(in AccessControl control)
    {
        int bits = System.Math.Min(WidePageSizeBits, control.PhysicalAddressBits) - 32;
        return control.Has(AccessControlBits.WidePageSizeExtensions) ? System.Math.Max(0, bits) : 0;
    }

    private static int FirstReservedOfLarge(in AccessControl control) => FirstBitBelowLargeAddress + WideAddressBits(control);

    /// <summary>All bits from one to another.</summary>
    private static ulong Range(int first, int last) => first > last ? 0 : (ulong.MaxValue << first) & (ulong.MaxValue >> (63 - last));
}
