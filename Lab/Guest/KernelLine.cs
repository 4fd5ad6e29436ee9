namespace CosmosPaging.Lab.Guest;

/// <summary>A line of the kernel's (or of the firmware's) that is no record: read by people only.</summary>
/// <param name="Text">The line.</param>
public sealed record KernelLine(string Text) : ConsoleLine(Text);
