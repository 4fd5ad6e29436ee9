namespace CosmosKit.Build.ObjectFile;

/// <summary>A field in an ELF section that the linker fills in.</summary>
/// <param name="Offset">Where it is in the section.</param>
/// <param name="Symbol">What it refers to.</param>
/// <param name="Type">What to store.</param>
internal readonly record struct ElfRelocation(uint Offset, ElfSymbol Symbol, ElfRelocationType Type);
