namespace CosmosKernel.Memory;

/// <summary>
/// Physical memory as the kernel reaches it: one contiguous view, at <c>KernelLayout.PageOffset</c> in the kernel and in an
/// ordinary buffer in the host's tests. All paging code goes through it, so the same code runs in both.
/// </summary>
public readonly unsafe struct PhysicalMemory
{
    private readonly byte* origin;

    /// <summary>Makes a view.</summary>
    /// <param name="origin">Where physical address 0 is accessible.</param>
    /// <param name="size">Bytes that may be reached; what lies above does not exist for the kernel.</param>
    public PhysicalMemory(byte* origin, uint size)
    {
        this.origin = origin;
        Size = size;
    }

    /// <summary>Bytes in view.</summary>
    public uint Size { get; }

    /// <summary>Where a physical address can be read and written.</summary>
    /// <param name="address">Below <see cref="Size"/>.</param>
    /// <returns>A pointer, valid as long as the view is mapped.</returns>
    public byte* Pointer(PhysicalAddress address) => origin + address.Value;

    /// <summary>Whether a whole frame is in view. An entry read from tables may name any address; check it before following it.</summary>
    /// <param name="frame">Any address.</param>
    /// <returns>True if all its 4 KB can be reached.</returns>
    public bool HoldsFrame(PhysicalAddress frame) => frame.Value <= Size - Frame.Size && Size >= Frame.Size;

    /// <summary>Fills a frame with zeros.</summary>
    /// <param name="frame">A frame in view.</param>
    public void ZeroFrame(PhysicalAddress frame) => Zero(Pointer(frame), Frame.Size);

    /// <summary>Copies a whole frame.</summary>
    /// <param name="source">A frame in view.</param>
    /// <param name="destination">Another frame in view.</param>
    public void CopyFrame(PhysicalAddress source, PhysicalAddress destination) =>
        MemoryBlock.Copy(Pointer(source), Pointer(destination), Frame.Size);

    /// <summary>
    /// Fills memory with zeros. Not by a span's Clear: of more than 768 bytes, Cosmos' plug behind it goes by a wrong length.
    /// </summary>
    /// <param name="start">First byte.</param>
    /// <param name="bytes">How many; of a number that is no multiple of 4, the rest is left as it is.</param>
    public static void Zero(byte* start, uint bytes) => MemoryBlock.Zero(start, bytes);
}
