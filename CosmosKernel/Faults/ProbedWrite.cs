using CosmosKernel.Cpu;
using CosmosKernel.Memory;

namespace CosmosKernel.Faults;

/// <summary>
/// A write of the kernel's that the processor may refuse, and that is no panic then: the fault handler goes on behind it. Linux does this
/// with its table of exception fixups.
/// </summary>
internal sealed unsafe class ProbedWrite
{
    // Asked for before the first trap, like all that a trap needs.
    private readonly uint recovery = MemoryProbe.Recovery();
    private bool isTrying;

    /// <summary>In a trap: writes a byte that the processor may refuse.</summary>
    /// <param name="address">Where; mapped, in the tables in force.</param>
    /// <param name="value">The byte.</param>
    /// <returns>False if it was refused.</returns>
    public bool TryWrite(LinearAddress address, byte value)
    {
        isTrying = true;
        MemoryProbe.Touch(ProbeKind.Write, address.Value, value, 0);
        bool wasWritten = isTrying;
        isTrying = false;
        return wasWritten;
    }

    /// <summary>
    /// In the handler of the kernel's page faults: if the fault is the refusal of such a write, has the kernel go on behind it.
    /// </summary>
    /// <param name="frame">The registers of the fault.</param>
    /// <returns>False if no such write was under way; the registers are as they were.</returns>
    public bool TryRecover(TrapFrame* frame)
    {
        if (!isTrying)
        {
            return false;
        }

        isTrying = false;
        frame->Eip = recovery;
        return true;
    }
}
