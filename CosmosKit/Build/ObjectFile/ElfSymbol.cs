namespace CosmosKit.Build.ObjectFile;

/// <summary>A symbol of an ELF object.</summary>
/// <param name="Name">Its name; empty for a section's own symbol.</param>
/// <param name="Section">Where it is defined; null if elsewhere.</param>
/// <param name="Value">Its offset in the section.</param>
/// <param name="Size">How many bytes it names; 0 if unknown.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsGlobal">Whether other objects see it.</param>
internal sealed record ElfSymbol(string Name, ElfSection? Section, uint Value, uint Size, ElfSymbolType Type, bool IsGlobal);
