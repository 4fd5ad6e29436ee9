using XSharp;
using XSharp.Assembler;

namespace Cosmos.Kit.Plugs;

/// <summary>
/// Machine code from one text. It runs after <c>push ebp; mov ebp, esp</c>; the last argument is at [ebp+8], the one before it at
/// [ebp+12] and so on, 4 higher where the result is larger than the arguments; the result is pushed.
/// </summary>
public abstract class Code : AssemblerMethod
{
    private readonly string text;

    /// <summary>Takes the text.</summary>
    /// <param name="text">Instructions in nasm's syntax.</param>
    protected Code(string text) => this.text = text;

    /// <inheritdoc/>
    public override void AssembleNew(Assembler aAssembler, object aMethodInfo) => XS.LiteralCode(text);
}
