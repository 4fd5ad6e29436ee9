namespace CosmosPaging.Lab.Guest;

/// <summary><c>task:</c> — a program was loaded and became a task, or a task was forked.</summary>
/// <param name="Text">The line.</param>
/// <param name="Pid">The task's number.</param>
/// <param name="Name">The task's name.</param>
/// <param name="File">The archive's member that it was loaded from, where the kernel names it.</param>
/// <param name="Parent">The number of the task that forked it; none if it was loaded.</param>
public sealed record TaskRecord(string Text, int Pid, string Name, string? File, int? Parent) : ConsoleLine(Text);
