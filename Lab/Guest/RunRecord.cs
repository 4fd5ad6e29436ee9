namespace CosmosPaging.Lab.Guest;

/// <summary><c>run:</c> — the experiments of one variant begin.</summary>
/// <param name="Text">The line.</param>
/// <param name="Variant">The kernel mapping: <c>shared</c> or <c>fourfour</c>.</param>
/// <param name="Paging">The paging format.</param>
/// <param name="Layout">Where the kernel is linked.</param>
/// <param name="Experiments">How many <c>check:</c> lines must follow.</param>
public sealed record RunRecord(string Text, string Variant, string Paging, string Layout, int Experiments) : ConsoleLine(Text);
