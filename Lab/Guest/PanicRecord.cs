namespace CosmosPaging.Lab.Guest;

/// <summary><c>panic:</c> — the kernel cannot go on.</summary>
/// <param name="Text">The line.</param>
public sealed record PanicRecord(string Text) : ConsoleLine(Text);
