namespace CosmosPaging.Lab.Guest;

/// <summary><c>vmalloc:</c> — the kernel mapped pages of its own while tasks were there.</summary>
/// <param name="Text">The line.</param>
/// <param name="Address">The first page.</param>
/// <param name="Pages">How many pages.</param>
/// <param name="Directories">How many tasks there are.</param>
/// <param name="WithEntry">How many of them have the new directory entry.</param>
/// <param name="Consequence">What that means for the others.</param>
public sealed record VmallocRecord(string Text, uint Address, int Pages, int Directories, int WithEntry, string Consequence) : ConsoleLine(
    Text);
