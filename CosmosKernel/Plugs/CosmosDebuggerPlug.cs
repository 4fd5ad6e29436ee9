using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>
/// Whether there is a debug stub is known to the assembler alone: IL2CPU defines a symbol for it, which Cosmos' own plugs ask, too.
/// </summary>
[Plug(Target = typeof(CosmosDebugger))]
public static class CosmosDebuggerPlug
{
    /// <summary>The symbol that is defined where the stub is.</summary>
    internal const string Symbol = "DEBUGSTUB";

    /// <summary>The label of the stub's handler.</summary>
    internal const string Handler = "DebugStub_TracerEntry";

    /// <inheritdoc cref="CosmosDebugger.StubEntry"/>
    [PlugMethod(Assembler = typeof(StubEntryCode))]
    public static uint StubEntry() => throw new PlugMissingException();

    private sealed class StubEntryCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            xor eax, eax
            %ifdef {Symbol}
            mov eax, {Handler}
            %endif
            push eax
            xor ecx, ecx
            """);
    }
}
