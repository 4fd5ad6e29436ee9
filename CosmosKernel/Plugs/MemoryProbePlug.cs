using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>One instruction that may fault, and the place behind it where all is well again.</summary>
[Plug(Target = typeof(MemoryProbe))]
public static class MemoryProbePlug
{
    /// <inheritdoc cref="MemoryProbe.Touch"/>
    [PlugMethod(Assembler = typeof(TouchCode))]
    public static uint Touch(ProbeKind kind, uint address, uint value, uint flags) => throw new PlugMissingException();

    /// <inheritdoc cref="MemoryProbe.Recovery"/>
    [PlugMethod(Assembler = typeof(RecoveryCode))]
    public static uint Recovery() => throw new PlugMissingException();

    private sealed class TouchCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov edx, [ebp + 20]         ; first of four: what
            mov ebx, [ebp + 16]         ; where
            mov eax, [ebp + 12]         ; the value
            mov esi, CosmosKernelProbed ; where a fetch comes back to
            pushfd
            ; A trap gives all registers back, but EIP is its handler's to choose: from here on nothing is pushed.
            pop edi
            mov ecx, edi
            or ecx, [ebp + 8]           ; fourth: flags
            push ecx
            popfd
            cmp edx, {(uint)ProbeKind.Write}
            je CosmosKernelProbeWrite
            ja CosmosKernelProbeFetch
            mov al, [ebx]
            jmp CosmosKernelProbed
            CosmosKernelProbeWrite:
            mov [ebx], al
            jmp CosmosKernelProbed
            CosmosKernelProbeFetch:
            cmp edx, {(uint)ProbeKind.LoadCr3}
            je CosmosKernelProbeCr3
            ja CosmosKernelProbeDescriptor
            jmp ebx
            CosmosKernelProbeCr3:
            mov cr3, ebx
            jmp CosmosKernelProbed
            CosmosKernelProbeDescriptor:
            lar eax, ebx
            CosmosKernelProbed:
            push edi
            popfd
            push eax                    ; the result
            xor ecx, ecx
            """);
    }

    private sealed class RecoveryCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            push dword CosmosKernelProbed
            xor ecx, ecx
            """);
    }
}
