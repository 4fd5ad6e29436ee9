namespace CosmosPaging.Lab.Guest;

/// <summary><c>error:</c> — a thing that was wrong, after which the kernel went on.</summary>
/// <param name="Text">The line.</param>
public sealed record ErrorRecord(string Text) : ConsoleLine(Text);
