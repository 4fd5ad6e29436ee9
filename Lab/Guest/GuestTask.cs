using System.Collections.Generic;

namespace CosmosPaging.Lab.Guest;

/// <summary>A task of one run.</summary>
/// <param name="Pid">The task's number.</param>
/// <param name="Name">The task's name.</param>
/// <param name="File">The archive's member that it was loaded from, where the kernel named it.</param>
/// <param name="Status">Its exit status; none if it never ended.</param>
/// <param name="Output">What it wrote, line by line.</param>
public sealed record GuestTask(int Pid, string Name, string? File, int? Status, IReadOnlyList<string> Output);
