namespace CosmosKit.SelfTest.Targets;

/// <summary>
/// The instructions for which the kit has substitutes on processors that lack them (<c>Runtime/emulation.asm</c>), in all their forms. Its
/// body is an assembler plug.
/// </summary>
public static class InstructionForms
{
    /// <summary>Moves numbers about by MOVUPS, MOVAPS and XORPS with every kind of operand, and by CMOVcc under every condition.</summary>
    /// <returns>A sum of all that came of it; the same on every processor.</returns>
    public static uint Sum() => throw null!;
}
