namespace CosmosKernel.Cpu;

/// <summary>FS and GS, which belong to the running task and are exchanged when another one gets the processor. Machine code: <c>Plugs/SegmentRegistersPlug.cs</c>.</summary>
public static class SegmentRegisters
{
    /// <summary>Reads FS.</summary>
    /// <returns>The selector.</returns>
    public static uint ReadFs() => throw new PlugMissingException();

    /// <summary>Reads GS.</summary>
    /// <returns>The selector.</returns>
    public static uint ReadGs() => throw new PlugMissingException();

    /// <summary>Loads FS. The table never changes, so a selector that was loaded once can be loaded again.</summary>
    /// <param name="selector">A selector that a task held, or 0.</param>
    public static void WriteFs(uint selector) => throw new PlugMissingException();

    /// <summary>Loads GS.</summary>
    /// <param name="selector">A selector that a task held, or 0.</param>
    public static void WriteGs(uint selector) => throw new PlugMissingException();
}
