namespace CosmosKernel.Cpu;

/// <summary>
/// Who made the machine, if it is not one of metal: CPUID leaf 0x40000000, which Intel and AMD leave to hypervisors and emulators.
/// </summary>
public static class Hypervisor
{
    private const uint SignatureLeaf = 0x40000000;
    private const uint TcgSignature = 0x54474354; // the letters TCGT, in EBX: QEMU's translator says TCGTCGTCGTCG

    /// <summary>
    /// Whether the processor is QEMU's translator (TCG). Bochs, and a processor of metal, answer that leaf with something else.
    /// </summary>
    /// <returns>True if so.</returns>
    public static bool IsQemu() => Processor.CpuidEbx(SignatureLeaf) == TcgSignature;
}
