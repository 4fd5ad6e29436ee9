using System.Collections.Generic;

namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>What the compiler's debug information says of one method.</summary>
/// <param name="Symbol">The symbol of its code.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Lines">Its source lines, by rising offset.</param>
/// <param name="Variables">Its parameters and locals.</param>
internal sealed record CompiledMethod(
    CoffSymbol Symbol,
    uint Length,
    IReadOnlyList<CompiledLine> Lines,
    IReadOnlyList<CompiledVariable> Variables);
