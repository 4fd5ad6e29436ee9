namespace CosmosKernel.Faults;

/// <summary>Where an emulator's page fault is not that of the SDM.</summary>
internal enum QuirkCase
{
    /// <summary>A PDPTE in use has bit 5 set, which is reserved there.</summary>
    AccessedAtTop,

    /// <summary>A PDPTE has another reserved bit set, but was still loaded.</summary>
    LoadedUnchecked,

    /// <summary>RSVD=1 comes without P=1.</summary>
    ReservedWithoutPresent,

    /// <summary>A reserved bit of a 4 MB page's entry is taken for a bit of the address, or for PAT.</summary>
    ReservedIgnored,
}
