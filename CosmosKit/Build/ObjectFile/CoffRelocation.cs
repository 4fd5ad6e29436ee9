namespace CosmosKit.Build.ObjectFile;

/// <summary>One field that the linker must fill in. COFF keeps the addend in the field itself.</summary>
/// <param name="Offset">Where the field is in its section.</param>
/// <param name="SymbolIndex">The raw index of the symbol table entry it refers to.</param>
/// <param name="Type">What to store.</param>
internal readonly record struct CoffRelocation(uint Offset, uint SymbolIndex, CoffRelocationType Type);
