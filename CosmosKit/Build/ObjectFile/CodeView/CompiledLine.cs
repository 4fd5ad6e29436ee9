namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>Where the code of a source line begins.</summary>
/// <param name="Offset">The offset of its first instruction from the method's start.</param>
/// <param name="File">The source file, as the PDB names it.</param>
/// <param name="Line">The line, from 1.</param>
internal readonly record struct CompiledLine(uint Offset, string File, uint Line);
