using Cosmos.Core;
using IL2CPU.API.Attribs;

namespace CosmosKernel.Plugs;

/// <summary>
/// Keeps every interrupt line masked from Cosmos' first instructions until this kernel opens the timer's in <c>Kernel.Run</c>. Without
/// it, interrupts are on during Cosmos' start: each allocation ends with STI, and so does <c>CPU.UpdateIDT</c>. A tick can then come
/// <list type="bullet">
/// <item>in <c>Bootstrap.Init</c>, between <c>new PIC()</c> and <c>CPU.UpdateIDT</c>: the lines are open, but LIDT is in
/// <c>UpdateIDT</c>, so IDTR is still the loader's;</item>
/// <item>later, between any two instructions of a static constructor or a driver, whose half-made objects the handler finds.</item>
/// </list>
/// Cosmos' very first code has masked all lines (IL2CPU's <c>CosmosAssembler.ConfigurePIC</c>), and this method alone opens them. So
/// nothing has to be done here. The flag IF may be what it will: STI is in Cosmos' own assembler plugs, which come first in IL2CPU's
/// list, and in the code of every delegate's call. Nothing in Cosmos' start waits for an interrupt. See Docs/Cosmos.md. Not run with
/// the genuine compiler yet.
/// </summary>
[Plug(Target = typeof(PIC))]
public static class CosmosPicPlug
{
    /// <summary>Leaves both as they are, with all lines masked. <c>InterruptController.Initialize</c> programs them later.</summary>
    /// <param name="aThis">Cosmos' object for them.</param>
    /// <param name="masterStart">Where Cosmos wants the first eight vectors.</param>
    /// <param name="masterMask">Which of the first eight lines it wants closed.</param>
    /// <param name="slaveStart">The same of the other eight.</param>
    /// <param name="slaveMask">Of which Cosmos closes none: it never writes this one.</param>
    [PlugMethod]
    public static void Remap(PIC aThis, byte masterStart, byte masterMask, byte slaveStart, byte slaveMask)
    {
    }
}
