namespace CosmosKernel.Cpu;

/// <summary>
/// Things that ring 0 tries although they may fault. A trap handler that expects it makes the frame's EIP <see cref="Recovery"/>, and the
/// probe returns as if nothing had been. The code: <c>Plugs/MemoryProbePlug.cs</c>.
/// </summary>
public static class MemoryProbe
{
    /// <summary>Tries one thing.</summary>
    /// <param name="kind">What.</param>
    /// <param name="address">Where; of <see cref="ProbeKind.LoadCr3"/> and <see cref="ProbeKind.ReadDescriptor"/>, what.</param>
    /// <param name="value">What to write, in the low byte.</param>
    /// <param name="flags">Bits of EFLAGS to be set meanwhile.</param>
    /// <returns>What was read, in the low byte; means nothing after a fault.</returns>
    public static uint Touch(ProbeKind kind, uint address, uint value, uint flags) => throw new PlugMissingException();

    /// <summary>Where a faulted probe goes on.</summary>
    /// <returns>A linear address.</returns>
    public static uint Recovery() => throw new PlugMissingException();
}
