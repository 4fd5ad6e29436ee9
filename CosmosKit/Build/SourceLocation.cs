namespace CosmosKit.Build;

/// <summary>A place in a source file, as a PDB tells it.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record SourceLocation(string File, int Line, int Column);
