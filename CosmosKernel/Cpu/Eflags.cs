namespace CosmosKernel.Cpu;

/// <summary>Bits of EFLAGS (SDM vol. 1, 3.4.3) that the kernel sets.</summary>
public static class Eflags
{
    /// <summary>Bit 1, which always reads as 1.</summary>
    public const uint AlwaysOne = 1u << 1;

    /// <summary>IF: maskable interrupts are taken.</summary>
    public const uint InterruptEnable = 1u << 9;

    /// <summary>AC: with CR0.AM, misaligned data of ring 3 is a fault; with CR4.SMAP, ring 0 may touch user-mode pages.</summary>
    public const uint AlignmentCheck = 1u << 18;
}
