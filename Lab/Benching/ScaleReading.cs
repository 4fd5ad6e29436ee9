using System;
using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Benching;

/// <summary>
/// What the program <c>spawn</c> said in one run: it fills the memory with tasks and empties it again, ten times over. A kernel that loses
/// a frame has fewer tasks, or less free memory, in a later round.
/// </summary>
public sealed class ScaleReading
{
    /// <summary>The program's name.</summary>
    public const string Program = "spawn";

    /// <summary>How often it fills the memory.</summary>
    public const int Rounds = 10;

    private const string Mark = "spawn: ";
    private const int FrameKilobytes = 4;
    private const int TicksInKilotick = 1024;

    private readonly List<(int Live, long Ticks, int FreeKilobytes)> filled = [];
    private readonly List<(long Ticks, int FreeKilobytes)> emptied = [];
    private readonly List<string> problems = [];

    /// <summary>Reads a run.</summary>
    /// <param name="run">All that was said in it.</param>
    public ScaleReading(GuestRun run)
    {
        foreach (ProgramLine line in run.Lines.OfType<ProgramLine>())
        {
            if (line.Name == Program && line.Text.StartsWith(Mark, StringComparison.Ordinal))
            {
                Read(line.Text);
            }
        }

        if (filled.Count != Rounds || emptied.Count != Rounds)
        {
            problems.Add($"{Program} filled the memory {filled.Count} times and emptied it {emptied.Count} times, not {Rounds}");
            return;
        }

        // The first round also pays for what the first task writes, once; from the second on everything must come back.
        if (filled.Skip(1).Any(round => round.Live != filled[1].Live)
            || emptied.Skip(1).Any(round => round.FreeKilobytes != emptied[1].FreeKilobytes))
        {
            problems.Add($"the rounds differ: {string.Join(", ", filled.Select(round => round.Live))} tasks; "
                + $"{string.Join(", ", emptied.Select(round => round.FreeKilobytes))} KB free after them");
        }
    }

    /// <summary>What is wrong with it; empty if all rounds came out alike.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>The largest number of tasks that lived at a time.</summary>
    public int Live => filled.Count == 0 ? 0 : filled[^1].Live;

    /// <summary>
    /// The frames that a task took, its share of its parent's pages not counted. When they are counted, the first and the last task are not
    /// among them.
    /// </summary>
    public double FramesPerTask =>
        Live < 3 ? 0 : (double)(emptied[^1].FreeKilobytes - filled[^1].FreeKilobytes) / FrameKilobytes / (Live - 2);

    /// <summary>Ticks for a fork, on the average of the last round.</summary>
    public double TicksToMake => Live < 2 ? 0 : (double)filled[^1].Ticks / (Live - 1);

    /// <summary>Ticks for the exit of a task and its parent's waking, on the average of the last round.</summary>
    public double TicksToEnd => Live < 2 ? 0 : (double)(emptied[^1].Ticks - filled[^1].Ticks) / (Live - 1);

    private void Read(string line)
    {
        string body = line[Mark.Length..];
        if (!body.StartsWith("round=", StringComparison.Ordinal))
        {
            problems.Add(body);
            return;
        }

        bool ended = body.Contains(" ended ", StringComparison.Ordinal);
        FieldReader fields = new(body.Replace(" ended ", " ", StringComparison.Ordinal));
        long ticks = (fields.OptionalNumber("kiloticks") ?? 0) * TicksInKilotick;
        int free = fields.Number("free-kb");
        if (ended)
        {
            emptied.Add((ticks, free));
        }
        else
        {
            filled.Add((fields.Number("live"), ticks, free));
        }

        if (fields.Problem is { } problem)
        {
            problems.Add($"{problem}: {line}");
        }
    }
}
