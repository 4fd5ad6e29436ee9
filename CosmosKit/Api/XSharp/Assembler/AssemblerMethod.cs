namespace XSharp.Assembler;

/// <summary>The machine code of a plug: a class whose text the build asks for while it makes an image.</summary>
public abstract class AssemblerMethod
{
    /// <summary>
    /// Emits the text, through <see cref="XS"/>. It runs after <c>push ebp; mov ebp, esp</c>, finds the last argument at
    /// <c>[ebp+8]</c> and the ones before it above, and pushes its result.
    /// </summary>
    /// <param name="aAssembler">What collects the text.</param>
    /// <param name="aMethodInfo">The plugged method under Cosmos; in the kit, the plug itself. A MethodBase in both.</param>
    public abstract void AssembleNew(Assembler aAssembler, object aMethodInfo);
}
