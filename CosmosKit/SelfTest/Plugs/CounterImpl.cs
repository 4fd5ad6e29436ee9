using CosmosKit.SelfTest.Targets;
using IL2CPU.API.Attribs;
using XSharp;
using XSharp.Assembler;

namespace CosmosKit.SelfTest.Plugs;

/// <summary>Bodies for instance methods, which get the object first.</summary>
[Plug("CosmosKit.SelfTest.Targets.Counter, CosmosKit.SelfTest.Targets")]
public static class CounterImpl
{
    /// <summary>Replaces <see cref="Counter.Add"/>.</summary>
    /// <param name="aThis">The object.</param>
    /// <param name="amount">How much to add.</param>
    /// <returns>The sum.</returns>
    public static uint Add(Counter aThis, uint amount)
    {
        aThis.Value += amount;
        return aThis.Value;
    }

    /// <summary>Replaces <see cref="Counter.Compose"/>.</summary>
    [PlugMethod(Assembler = typeof(ComposeCode))]
    public static uint Compose(Counter aThis, uint a, uint b) => throw null!;

    /// <summary>Replaces a private method.</summary>
    /// <param name="aThis">The object.</param>
    /// <returns>Its number, doubled.</returns>
    public static uint Secret(Counter aThis) => aThis.Value * 2;

    private sealed class ComposeCode : AssemblerMethod
    {
        // The object's only field lies behind the pointer to its method table; the reference's pointer is in the high doubleword.
        public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode("""
            mov ecx, [ebp + 20]
            imul eax, [ecx + 4], 100
            imul edx, [ebp + 12], 10
            add eax, edx
            add eax, [ebp + 8]
            push eax
            """);
    }
}
