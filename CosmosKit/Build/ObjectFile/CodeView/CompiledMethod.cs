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
    IReadOnlyList<CompiledMethod.SourceLine> Lines,
    IReadOnlyList<CompiledMethod.Variable> Variables)
{
    /// <summary>Where the code of a source line begins.</summary>
    /// <param name="Offset">The offset of its first instruction from the method's start.</param>
    /// <param name="File">The source file, as the PDB names it.</param>
    /// <param name="Line">The line, from 1.</param>
    internal readonly record struct SourceLine(uint Offset, string File, uint Line);

    /// <summary>A parameter or local.</summary>
    /// <param name="Name">Its name in the source.</param>
    /// <param name="TypeIndex">Its CodeView type index.</param>
    /// <param name="IsParameter">Whether the caller passes it.</param>
    /// <param name="Places">Where it lives, and while which code runs.</param>
    internal sealed record Variable(string Name, uint TypeIndex, bool IsParameter, IReadOnlyList<Place> Places);

    /// <summary>Where a variable lives while some of the code runs.</summary>
    /// <param name="Start">The offset of the first such instruction from the method's start.</param>
    /// <param name="Length">How many bytes of code.</param>
    /// <param name="Register">The register that holds it or its base, by DWARF's numbers for i386 (0 EAX, 1 ECX, 2 EDX …).</param>
    /// <param name="MemoryOffset">Its offset in memory from the register; null if the register itself holds it.</param>
    internal readonly record struct Place(uint Start, uint Length, byte Register, int? MemoryOffset);
}
