namespace CosmosPaging.Lab.Guest;

/// <summary><c>note:</c> — something worth knowing that is no error.</summary>
/// <param name="Text">The line.</param>
public sealed record NoteRecord(string Text) : ConsoleLine(Text);
