namespace CosmosPaging.Lab.Guest;

/// <summary><c>exit:</c> — a task ended.</summary>
/// <param name="Text">The line.</param>
/// <param name="Pid">The task's number.</param>
/// <param name="Name">The task's name.</param>
/// <param name="Status">Its exit status, or 128 plus a signal's number.</param>
public sealed record ExitRecord(string Text, int Pid, string Name, int Status) : ConsoleLine(Text);
