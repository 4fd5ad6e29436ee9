namespace CosmosPaging.Lab.Guest;

/// <summary><c>done:</c> — the last line of a boot that did not panic.</summary>
/// <param name="Text">The line.</param>
/// <param name="Held">How many expectations held in all variants of this boot.</param>
/// <param name="Failed">How many failed.</param>
public sealed record DoneRecord(string Text, int Held, int Failed) : ConsoleLine(Text);
