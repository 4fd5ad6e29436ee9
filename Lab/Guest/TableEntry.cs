namespace CosmosPaging.Lab.Guest;

/// <summary>An entry of a paging structure, as a fault line gives it.</summary>
/// <param name="Level">The level, in the SDM's abbreviation: <c>pdpte</c>, <c>pde</c> or <c>pte</c>.</param>
/// <param name="Value">The raw entry: 32 bits, or 64 under PAE.</param>
public readonly record struct TableEntry(string Level, ulong Value);
