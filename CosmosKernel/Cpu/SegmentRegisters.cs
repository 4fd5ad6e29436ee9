namespace CosmosKernel.Cpu;

/// <summary>
/// FS and GS, which belong to the running task and are exchanged when another one gets the processor. Machine code:
/// <c>Plugs/SegmentRegistersPlug.cs</c>. The table never changes, so a selector that was loaded once can be loaded again.
/// </summary>
public static unsafe class SegmentRegisters
{
    /// <summary>Reads both.</summary>
    /// <param name="to">Gets the selectors; a processor that has SSE fills up with zeros (SDM vol. 2, MOV).</param>
    public static void Read(DataSegments* to) => throw new PlugMissingException();

    /// <summary>Loads both.</summary>
    /// <param name="from">Selectors that a task held, or 0.</param>
    public static void Write(DataSegments* from) => throw new PlugMissingException();

    /// <summary>Reads both, and loads others: a switch of tasks.</summary>
    /// <param name="to">Gets the selectors.</param>
    /// <param name="from">Selectors that a task held, or 0.</param>
    public static void Exchange(DataSegments* to, DataSegments* from) => throw new PlugMissingException();
}
