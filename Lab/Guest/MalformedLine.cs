namespace CosmosPaging.Lab.Guest;

/// <summary>A line that begins like a record and does not read as one. A run that has such a line cannot be believed.</summary>
/// <param name="Text">The line.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record MalformedLine(string Text, string Reason) : ConsoleLine(Text);
