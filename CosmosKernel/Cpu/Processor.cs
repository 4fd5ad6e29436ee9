namespace CosmosKernel.Cpu;

/// <summary>What else only machine code can do: <c>Plugs/ProcessorPlug.cs</c>.</summary>
public static class Processor
{
    /// <summary>
    /// Set once, when the kernel takes the machine over: <c>Cosmos.Core.CPU.EnableInterrupts</c> does nothing from then on
    /// (<c>Plugs/CosmosCpuPlug.cs</c>). Cosmos calls it at the end of every allocation and before <c>Kernel.Run</c>; but of this kernel's
    /// code, interrupts are on in ring 3 only.
    /// </summary>
    public static bool KeepsInterruptsOff;

    /// <summary>
    /// Whether the kernel's own flow is in <see cref="WaitForInterrupt"/>: the one place in ring 0 where an interrupt is wanted.
    /// </summary>
    public static bool IsResting;

    /// <summary>
    /// STI: maskable interrupts are taken after the next instruction. For Cosmos' start-up; see <see cref="KeepsInterruptsOff"/>.
    /// </summary>
    public static void EnableInterrupts() => throw new PlugMissingException();

    /// <summary>CLI: no maskable interrupt is taken from here on.</summary>
    public static void DisableInterrupts() => throw new PlugMissingException();

    /// <summary>CPUID (SDM vol. 2A), the EDX half.</summary>
    /// <param name="leaf">What is asked: 1, or 0x80000000 and up.</param>
    /// <returns>EDX as the processor gives it.</returns>
    public static uint CpuidEdx(uint leaf) => throw new PlugMissingException();

    /// <summary>CPUID, the EBX part.</summary>
    /// <param name="leaf">What is asked; of a leaf with subleaves, the first.</param>
    /// <returns>EBX as the processor gives it.</returns>
    public static uint CpuidEbx(uint leaf) => throw new PlugMissingException();

    /// <summary>CPUID, the EAX half.</summary>
    /// <param name="leaf">What is asked; 0 and 0x80000000 answer with the highest leaf there is.</param>
    /// <returns>EAX as the processor gives it.</returns>
    public static uint CpuidEax(uint leaf) => throw new PlugMissingException();

    /// <summary>RDTSC, the low half: what a processor counts all the time, once a cycle or so. Only where CPUID shows TSC.</summary>
    /// <returns>The count; differences are right as long as they fit.</returns>
    public static uint ReadTimeStamp() => throw new PlugMissingException();

    /// <summary>
    /// Sets EFER.NXE (SDM vol. 3, 4.1.4): from here on XD=1 in an entry forbids execution and is no longer a reserved bit. Only where CPUID
    /// shows NX.
    /// </summary>
    public static void EnableExecuteDisable() => throw new PlugMissingException();

    /// <summary>XCHG BX, BX: does nothing, and stops in Bochs' debugger if it was told to (<c>magic_break</c>).</summary>
    public static void MagicBreak() => throw new PlugMissingException();

    /// <summary>
    /// STI, HLT, CLI: rests until an interrupt has been handled. For the kernel's own flow, with <see cref="IsResting"/> set.
    /// </summary>
    public static void WaitForInterrupt() => throw new PlugMissingException();

    /// <summary>Stops for good: CLI and HLT, for ever.</summary>
    public static void Halt() => throw new PlugMissingException();
}
