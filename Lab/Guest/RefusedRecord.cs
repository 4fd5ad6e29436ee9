namespace CosmosPaging.Lab.Guest;

/// <summary><c>refused:</c> — the loader did not accept a program.</summary>
/// <param name="Text">The line.</param>
/// <param name="Name">The program's name.</param>
/// <param name="Reason">What is wrong with it, in the kernel's words.</param>
public sealed record RefusedRecord(string Text, string Name, string Reason) : ConsoleLine(Text);
