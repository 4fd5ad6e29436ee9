namespace CosmosKernel.Faults;

/// <summary>What the kernel runs in, as far as its error codes depend on it.</summary>
internal enum Emulator
{
    /// <summary>A processor, or an emulator that pushes what a processor pushes.</summary>
    None,

    /// <summary>QEMU's translator (TCG).</summary>
    Qemu,
}
