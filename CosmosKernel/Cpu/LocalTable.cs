namespace CosmosKernel.Cpu;

/// <summary>
/// A local descriptor table, lent for a while. No task has one; but where the processor reads a descriptor for ring 3 it does so with ring
/// 0's rights, and that is worth watching. Its own descriptor is one more in the global table, behind all others.
/// </summary>
public static unsafe class LocalTable
{
    /// <summary>The selector of the first descriptor in it, for CPL 3.</summary>
    public const uint FirstForRing3 = TableIndicator | 3;

    /// <summary>The bit of a selector that means this table and not the global one (SDM vol. 3, 3.4.2).</summary>
    public const uint TableIndicator = 4;

    private const ushort Descriptor = Selector.Count * 8;

    /// <summary>Makes it the processor's.</summary>
    /// <param name="linearAddress">Where its first descriptor is.</param>
    /// <param name="bytes">Its length, 8 bytes to 64 KB.</param>
    public static void Install(uint linearAddress, uint bytes)
    {
        ((SegmentDescriptor*)Trampoline.GlobalTable)[Selector.Count] = SegmentDescriptor.LocalTable(linearAddress, bytes);
        DescriptorTables.LoadGlobal(Trampoline.GlobalTable, (uint)((Selector.Count + 1) * sizeof(SegmentDescriptor)));
        DescriptorTables.LoadLocal(Descriptor);
    }

    /// <summary>From here on there is none.</summary>
    public static void Remove()
    {
        DescriptorTables.LoadLocal(0);
        DescriptorTables.LoadGlobal(Trampoline.GlobalTable, (uint)(Selector.Count * sizeof(SegmentDescriptor)));
    }
}
