using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>The debug registers.</summary>
[Plug(Target = typeof(DebugRegisters))]
public static class DebugRegistersPlug
{
    /// <inheritdoc cref="DebugRegisters.ReadAndClearDr6"/>
    [PlugMethod(Assembler = typeof(TakeDr6Code))]
    public static uint ReadAndClearDr6() => throw new PlugMissingException();

    private sealed class TakeDr6Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            """
            mov eax, dr6
            mov edx, 0FFFF0FF0h  ; its value after a reset
            mov dr6, edx
            push eax
            xor ecx, ecx
            """);
    }
}
