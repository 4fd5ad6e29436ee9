namespace CosmosPaging.Lab.Discs;

/// <summary>One line of a disc's boot menu.</summary>
/// <param name="Title">What a person reads: plain words, without quotation marks.</param>
/// <param name="CommandLine">The kernel's command line (Docs/Abi.md §4).</param>
public readonly record struct MenuEntry(string Title, string CommandLine);
