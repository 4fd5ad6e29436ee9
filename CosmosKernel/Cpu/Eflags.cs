namespace CosmosKernel.Cpu;

/// <summary>Bits of EFLAGS (SDM vol. 1, 3.4.3) that the kernel sets.</summary>
public static class Eflags
{
    /// <summary>Bit 1, which always reads as 1.</summary>
    public const uint AlwaysOne = 1u << 1;

    /// <summary>TF: a debug exception follows each instruction.</summary>
    public const uint Trap = 1u << 8;

    /// <summary>IF: maskable interrupts are taken.</summary>
    public const uint InterruptEnable = 1u << 9;

    /// <summary>DF: string instructions go downwards.</summary>
    public const uint Direction = 1u << 10;

    /// <summary>RF: the next instruction raises no debug exception of an instruction breakpoint.</summary>
    public const uint Resume = 1u << 16;

    /// <summary>VM: virtual-8086 mode. This kernel never enters it; see <see cref="TrapHandler.Enter"/>.</summary>
    public const uint Virtual8086 = 1u << 17;

    /// <summary>CF, PF, AF, ZF, SF, OF: what arithmetic leaves.</summary>
    public const uint Arithmetic = 0x8D5;

    /// <summary>AC: with CR0.AM, misaligned data of ring 3 is a fault; with CR4.SMAP, ring 0 may touch user-mode pages.</summary>
    public const uint AlignmentCheck = 1u << 18;
}
