namespace CosmosKernel.Cpu;

/// <summary>
/// What the processor says of a debug exception (SDM vol. 3, 17.2.3). <c>Plugs/DebugRegistersPlug.cs</c> has the instructions.
/// </summary>
public static class DebugRegisters
{
    /// <summary>BS: a single step, because EFLAGS.TF was set.</summary>
    public const uint SingleStep = 1u << 14;

    /// <summary>
    /// Reads DR6, and clears what the processor only ever sets: else the next debug exception would seem to have this one's causes, too.
    /// </summary>
    /// <returns>DR6.</returns>
    public static uint ReadAndClearDr6() => throw new PlugMissingException();
}
