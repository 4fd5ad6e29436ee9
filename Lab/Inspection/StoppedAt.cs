using System.Globalization;

namespace CosmosPaging.Lab.Inspection;

/// <summary>Where a processor is.</summary>
/// <param name="Eip">The next instruction.</param>
/// <param name="PrivilegeLevel">0 in the kernel, 3 in a task.</param>
/// <param name="Cr3">The tables in force.</param>
/// <param name="Eflags">Its flags.</param>
/// <param name="Cs">The code segment's selector; in virtual-8086 mode its first address, divided by 16.</param>
/// <param name="IsHalted">Whether it waits for an interrupt.</param>
public readonly record struct StoppedAt(uint Eip, int PrivilegeLevel, uint Cr3, uint Eflags, uint Cs, bool IsHalted)
{
    private const uint Virtual8086 = 1u << 17;

    /// <summary>Whether it takes interrupts, such as the clock's (SDM vol. 1, 3.4.3.3).</summary>
    public bool TakesInterrupts => (Eflags & CosmosKernel.Cpu.Eflags.InterruptEnable) != 0;

    /// <summary>Whether it is in virtual-8086 mode, in which CPL is 3 (SDM vol. 3, 21.2).</summary>
    public bool IsVirtual8086 => (Eflags & Virtual8086) != 0;

    /// <summary>Whether a program runs, and not the kernel.</summary>
    public bool IsInProgram => PrivilegeLevel == 3 || IsVirtual8086;

    /// <summary>Mode, place and whether interrupts can come, in words.</summary>
    public string Words
    {
        get
        {
            string mode = IsVirtual8086 ? "virtual-8086 mode"
                : PrivilegeLevel == 3 ? "ring 3"
                : "ring 0";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"in {mode}{(IsHalted ? ", halted," : "")} at CS:EIP {Cs:x4}:{Eip:x8}, interrupts {(TakesInterrupts ? "on" : "off")}");
        }
    }
}
