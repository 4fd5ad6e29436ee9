using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CosmosKit.Build;

/// <summary>A place in a source file, as a PDB tells it.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record SourceLocation(string File, int Line, int Column)
{
    /// <summary>The line of an instruction, or the closest before it.</summary>
    /// <param name="instruction">The instruction; null for the method's first line.</param>
    /// <returns>The place; null if no PDB tells it.</returns>
    public static SourceLocation? Of(MethodDefinition method, Instruction? instruction = null)
    {
        SequencePoint? point = method.DebugInformation.SequencePoints
            .Where(p => !p.IsHidden)
            .OrderBy(p => p.Offset)
            .LastOrDefault(p => instruction is not null && p.Offset <= instruction.Offset);
        point ??= method.DebugInformation.SequencePoints.Where(p => !p.IsHidden).MinBy(p => p.Offset);
        return point is null ? null : new SourceLocation(point.Document.Url, point.StartLine, point.StartColumn);
    }

    /// <summary>The first line of a type's first method that has one.</summary>
    /// <returns>The place; null if no PDB tells it.</returns>
    public static SourceLocation? Of(TypeDefinition type) => type.Methods.Select(m => Of(m)).FirstOrDefault(s => s is not null);
}
