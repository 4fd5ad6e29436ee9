using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>
/// x87 and SSE through the processor and out again. None of these instructions waits, which would raise the task's x87 errors here; only
/// FRSTOR does, and so comes after FNINIT. At the end the control registers are the kernel's again, as the entry code left them.
/// </summary>
[Plug(Target = typeof(FloatingPointRegisters))]
public static unsafe class FloatingPointRegistersPlug
{
    /// <inheritdoc cref="FloatingPointRegisters.Store"/>
    [PlugMethod(Assembler = typeof(StoreCode))]
    public static void Store(byte* area, byte* to) => throw new PlugMissingException();

    /// <inheritdoc cref="FloatingPointRegisters.Load"/>
    [PlugMethod(Assembler = typeof(LoadCode))]
    public static void Load(byte* from, byte* area) => throw new PlugMissingException();

    private sealed class StoreCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov eax, [ebp + 12]
            mov ecx, [ebp + 8]
            fxrstor [eax]
            fxsave [ecx + {FloatingPointRegisters.LegacyBytes}]
            fnsave [ecx]                            ; and FNINIT
            ldmxcsr [{Variable.KernelMxcsr}]
            xor ecx, ecx
            """);
    }

    private sealed class LoadCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov ecx, [ebp + 12]
            mov eax, [ebp + 8]
            fxrstor [ecx + {FloatingPointRegisters.LegacyBytes}]
            fninit                                  ; an x87 error may have come with it
            frstor [ecx]
            fxsave [eax]
            fninit
            ldmxcsr [{Variable.KernelMxcsr}]
            xor ecx, ecx
            """);
    }
}
