namespace CosmosPaging.Lab.Discs;

/// <summary>How a boot loader hands a machine over to a kernel.</summary>
public enum MultibootProtocol
{
    /// <summary>Multiboot, which QEMU's <c>-kernel</c> speaks, too.</summary>
    First,

    /// <summary>Multiboot2, which Cosmos' kernels speak.</summary>
    Second,
}
