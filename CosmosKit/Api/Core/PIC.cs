namespace Cosmos.Core;

/// <summary>
/// The interrupt controllers. The kit's start-up leaves them alone, with interrupts off, and makes no object of this class; it is here
/// so that a kernel can plug what Cosmos' own does.
/// </summary>
public class PIC
{
    /// <summary>Under Cosmos: moves the lines to other vectors, and opens some of them.</summary>
    public PIC() => Remap(0x20, 0xF8, 0x28, 0xE3);

    private void Remap(byte masterStart, byte masterMask, byte slaveStart, byte slaveMask) =>
        throw new global::System.NotSupportedException(
            $"The kit has no interrupt controllers at {masterStart} and {slaveStart}, masks {masterMask} and {slaveMask}.");
}
