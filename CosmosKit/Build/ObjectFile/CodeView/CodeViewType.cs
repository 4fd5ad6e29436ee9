using System.Collections.Generic;

namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>A type that the compiler's debug information describes.</summary>
/// <param name="Kind">What sort of type.</param>
/// <param name="Name">Its name; empty for a pointer.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Element">What a pointer points to, an enumeration is stored as, or an array holds.</param>
/// <param name="Fields">A structure's fields, a base class' part first.</param>
internal sealed record CodeViewType(
    CodeViewTypeKind Kind,
    string Name,
    uint Size,
    uint Element,
    IReadOnlyList<CodeViewType.Field> Fields)
{
    /// <summary>A field of a structure.</summary>
    /// <param name="Offset">Its offset in bytes.</param>
    internal readonly record struct Field(string Name, uint TypeIndex, uint Offset);
}
