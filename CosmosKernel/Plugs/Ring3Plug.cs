using CosmosKernel.Cpu;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKernel.Plugs;

/// <summary>Into ring 3 by the exit of a trap that never was, and back by dropping the last trap's stack.</summary>
[Plug(Target = typeof(Ring3))]
public static class Ring3Plug
{
    /// <inheritdoc cref="Ring3.Run"/>
    [PlugMethod(Assembler = typeof(RunCode))]
    public static void Run() => throw new PlugMissingException();

    /// <inheritdoc cref="Ring3.Leave"/>
    [PlugMethod(Assembler = typeof(LeaveCode))]
    public static void Leave() => throw new PlugMissingException();

    private sealed class RunCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            cli                 ; an allocation under Cosmos turns interrupts on, and the frame to come is made
            pushad
            mov [{Variable.SuspendedEsp}], esp
            mov eax, [{Variable.FxArea}]
            fxrstor [eax]
            mov eax, {Trampoline.Code} + {EntryCodePlug.Exit} - {EntryCodePlug.First} ; the exit, in the copy
            jmp eax
            CosmosKernelRing3Left:
            popad
            xor ecx, ecx
            """);
    }

    private sealed class LeaveCode : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(
            $"""
            mov esp, [{Variable.SuspendedEsp}]
            jmp CosmosKernelRing3Left
            """);
    }
}
