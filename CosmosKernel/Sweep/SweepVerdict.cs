namespace CosmosKernel.Sweep;

/// <summary>
/// How the processor's answer stands to the prediction. Between right and wrong there is what emulators are known to do otherwise.
/// </summary>
internal enum SweepVerdict
{
    /// <summary>Exception or none, error code, CR2, memory, A and D: all as predicted.</summary>
    AsPredicted,

    /// <summary>A reserved bit is reported, but with P=0. QEMU.</summary>
    ReservedWithoutPresent,

    /// <summary>
    /// A reserved bit is taken for one of an address or of PAT. QEMU, in entries of 4 MB pages; Bochs, on its older processors.
    /// </summary>
    ReservedIgnored,

    /// <summary>
    /// An address bit is taken for a reserved one: the processor does not tell how many it has, and has not the 36 that are usual then
    /// (SDM vol. 3, 4.1.4). QEMU.
    /// </summary>
    AddressRefused,

    /// <summary>
    /// EFLAGS.AC lifts SMAP from what the processor does of itself, too, not only from what an instruction asks for. QEMU in ring 0, Bochs
    /// in both.
    /// </summary>
    ImplicitLifted,

    /// <summary>
    /// CR3 was loaded although a PDPTE has a reserved bit set. QEMU; Bochs, where it is an address bit of younger processors.
    /// </summary>
    LoadedUnchecked,

    /// <summary>None of these.</summary>
    Different,
}
