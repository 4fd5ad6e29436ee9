using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <summary>One row of <see cref="AttackTable"/>: a hostile program, and what has to come of it.</summary>
/// <param name="Name">The program's name.</param>
/// <param name="Tries">What it tries, in one sentence.</param>
public sealed record Attack(string Name, string Tries)
{
    /// <summary>More processor time than any attack takes that comes to its end.</summary>
    public const int UsualSeconds = 900;

    /// <summary>Its source in <c>Programs/Hostile</c>; unless another is named, the row's name in C.</summary>
    public string Source { get; init; } = Name + ".c";

    /// <summary>Words that the source is compiled with, <c>NAME</c> or <c>NAME=VALUE</c>: one source may serve several rows.</summary>
    public IReadOnlyList<string> Defines { get; init; } = [];

    /// <summary>The address of its first segment.</summary>
    public uint LinkedAt { get; init; } = 0x40000000;

    /// <summary>How it ends.</summary>
    public AttackEnd End { get; init; } = AttackEnd.ChecksHold;

    /// <summary>Where it ends otherwise, by the rules of the processor; the first that matches counts.</summary>
    public IReadOnlyList<(CellPattern Cells, AttackEnd End)> OtherEnds { get; init; } = [];

    /// <summary>The cells that it can be tried in; none means all.</summary>
    public IReadOnlyList<CellPattern> Only { get; init; } = [];

    /// <summary>Its processor time in seconds. Rows that have less than is usual have a boot of their own.</summary>
    public int Seconds { get; init; } = UsualSeconds;

    /// <summary>
    /// The verdict on faults that it has the kernel itself raise, by a call that is made for that; none if there are none.
    /// </summary>
    public string? KernelsVerdict { get; init; }

    /// <summary>Whether the first task that it forks is a witness, which must end with status 0.</summary>
    public bool HasWitness { get; init; }

    /// <summary>The names of the deliberate breakages that it must notice (<see cref="Breakages"/>).</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Why there is no such breakage.</summary>
    public string? NoBreakage { get; init; }

    /// <summary>Whether it is one of the sample that every run of the tests has.</summary>
    public bool InSample { get; init; }

    /// <summary>The program of a public bug, as a row: one that is built with the samples, and ends with 0 if it finds nothing.</summary>
    /// <param name="name">The program's name.</param>
    public static Attack OfPublicBug(string name) => new(name, "tries what was wrong in another kernel") { End = AttackEnd.Exit(0) };

    /// <summary>How it has to end in a cell.</summary>
    /// <param name="cell">The cell.</param>
    public AttackEnd EndIn(Cell cell) => OtherEnds.FirstOrDefault(other => other.Cells.Matches(cell)).End ?? End;

    /// <summary>Tells whether it can be tried in a cell.</summary>
    /// <param name="cell">The cell.</param>
    public bool IsFor(Cell cell) => Only.Count == 0 || Only.Any(cells => cells.Matches(cell));
}
