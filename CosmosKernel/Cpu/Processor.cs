namespace CosmosKernel.Cpu;

/// <summary>What else only machine code can do: <c>Plugs/ProcessorPlug.cs</c>.</summary>
public static class Processor
{
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

    /// <summary>Sets EFER.NXE (SDM vol. 3, 4.1.4): from here on XD=1 in an entry forbids execution and is no longer a reserved bit. Only where CPUID shows NX.</summary>
    public static void EnableExecuteDisable() => throw new PlugMissingException();

    /// <summary>STI, HLT, CLI: rests until an interrupt has been handled. For the kernel's own flow, with nothing that the handler could disturb.</summary>
    public static void WaitForInterrupt() => throw new PlugMissingException();

    /// <summary>Stops for good: CLI and HLT, for ever.</summary>
    public static void Halt() => throw new PlugMissingException();
}
