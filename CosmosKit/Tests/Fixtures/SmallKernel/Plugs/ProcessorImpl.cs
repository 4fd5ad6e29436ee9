using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace SmallKernel.Plugs;

/// <summary>What C# cannot say.</summary>
[Plug("SmallKernel.Processor, SmallKernel")]
public static class ProcessorImpl
{
    /// <summary>Reads CR0.</summary>
    /// <returns>Its 32 bits.</returns>
    [PlugMethod(Assembler = typeof(ReadCr0Code))]
    public static uint ReadCr0() => throw null!;

    private sealed class ReadCr0Code : AssemblerMethod
    {
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode("""
            mov eax, cr0
            push eax
            """);
    }
}
