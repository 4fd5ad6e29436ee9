using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>STI, CLI, HLT, CPUID, RDTSC, one model-specific register, and Bochs' breakpoint.</summary>
[Plug(Target = typeof(Processor))]
public static class ProcessorPlug
{
    /// <inheritdoc cref="Processor.EnableInterrupts"/>
    [PlugMethod(Assembler = typeof(EnableInterruptsCode))]
    public static void EnableInterrupts() => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.DisableInterrupts"/>
    [PlugMethod(Assembler = typeof(DisableInterruptsCode))]
    public static void DisableInterrupts() => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.MagicBreak"/>
    [PlugMethod(Assembler = typeof(MagicBreakCode))]
    public static void MagicBreak() => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.WaitForInterrupt"/>
    [PlugMethod(Assembler = typeof(WaitForInterruptCode))]
    public static void WaitForInterrupt() => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.Halt"/>
    [PlugMethod(Assembler = typeof(HaltCode))]
    public static void Halt() => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.CpuidEax"/>
    [PlugMethod(Assembler = typeof(CpuidEaxCode))]
    public static uint CpuidEax(uint leaf) => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.CpuidEbx"/>
    [PlugMethod(Assembler = typeof(CpuidEbxCode))]
    public static uint CpuidEbx(uint leaf) => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.CpuidEdx"/>
    [PlugMethod(Assembler = typeof(CpuidEdxCode))]
    public static uint CpuidEdx(uint leaf) => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.ReadTimeStamp"/>
    [PlugMethod(Assembler = typeof(ReadTimeStampCode))]
    public static uint ReadTimeStamp() => throw new PlugMissingException();

    /// <inheritdoc cref="Processor.EnableExecuteDisable"/>
    [PlugMethod(Assembler = typeof(EnableExecuteDisableCode))]
    public static void EnableExecuteDisable() => throw new PlugMissingException();

    private sealed class MagicBreakCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            xchg bx, bx
            xor ecx, ecx
            """);
    }

    private sealed class EnableExecuteDisableCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov ecx, 0xC0000080 ; EFER
            rdmsr
            or eax, 1 << 11     ; NXE
            wrmsr
            xor ecx, ecx
            """);
    }

    private sealed class EnableInterruptsCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            sti
            xor ecx, ecx
            """);
    }

    private sealed class DisableInterruptsCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            cli
            xor ecx, ecx
            """);
    }

    private sealed class WaitForInterruptCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            sti                 ; takes effect after the next instruction: nothing can come between it and hlt
            hlt
            cli
            xor ecx, ecx
            """);
    }

    private sealed class HaltCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            CosmosKernelHalted:
            cli
            hlt                 ; only an NMI or a reset ends this; after an NMI, halt again
            jmp CosmosKernelHalted
            """);
    }

    private sealed class ReadTimeStampCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            rdtsc
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class CpuidEaxCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            xor ecx, ecx        ; the subleaf, where there are several
            cpuid
            push eax
            xor ecx, ecx
            """);
    }

    private sealed class CpuidEbxCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            xor ecx, ecx
            cpuid
            push ebx
            xor ecx, ecx
            """);
    }

    private sealed class CpuidEdxCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, [ebp + 8]
            xor ecx, ecx
            cpuid
            push edx
            xor ecx, ecx
            """);
    }
}
