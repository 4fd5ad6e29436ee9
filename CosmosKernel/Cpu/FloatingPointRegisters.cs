namespace CosmosKernel.Cpu;

/// <summary>
/// x87 and SSE registers in the two forms that they have in memory: FSAVE's, of x87 alone (SDM vol. 1, figure 8-9), and FXSAVE's, of both
/// (SDM vol. 1, table 10-2). The processor makes one of the other. Machine code: <c>Plugs/FloatingPointRegistersPlug.cs</c>. In a trap they
/// may be lost: the exit loads the task's.
/// </summary>
public static unsafe class FloatingPointRegisters
{
    /// <summary>Bytes of FSAVE's form, with the status word behind it that Linux adds; then FXSAVE's form follows.</summary>
    public const int LegacyBytes = 112;

    /// <summary>FXRSTOR; FXSAVE and FNSAVE. Nothing is written of what FSAVE's form leaves undefined and FXSAVE's reserves.</summary>
    /// <param name="area">512 bytes in FXSAVE's form, aligned to 16.</param>
    /// <param name="to">
    /// Gets 108 bytes in FSAVE's form, and <see cref="LegacyBytes"/> above FXSAVE's form, which must be aligned to 16.
    /// </param>
    public static void Store(byte* area, byte* to) => throw new PlugMissingException();

    /// <summary>
    /// FXRSTOR and FRSTOR; FXSAVE. SSE registers come from FXSAVE's form, x87 registers from FSAVE's, whatever is in them.
    /// </summary>
    /// <param name="from">
    /// As <see cref="Store"/> writes it. MXCSR must not have a bit that the processor does not know: FXRSTOR raises #GP over it.
    /// </param>
    /// <param name="area">Gets FXSAVE's form: 512 bytes, aligned to 16.</param>
    public static void Load(byte* from, byte* area) => throw new PlugMissingException();
}
