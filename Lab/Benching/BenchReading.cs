using System;
using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Benching;

/// <summary>What the program <c>bench</c> said in one run.</summary>
public sealed class BenchReading
{
    /// <summary>The program's name.</summary>
    public const string Program = "bench";

    private const string Mark = "bench: ";

    private readonly Dictionary<string, Measurement> measurements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> unavailable = new(StringComparer.Ordinal);
    private readonly List<string> problems = [];

    /// <summary>Reads a run.</summary>
    /// <param name="run">All that was said in it.</param>
    public BenchReading(GuestRun run)
    {
        foreach (ProgramLine line in run.Lines.OfType<ProgramLine>())
        {
            if (line.Name == Program && line.Text.StartsWith(Mark, StringComparison.Ordinal))
            {
                Read(line.Text);
            }
        }

        GuestTask? task = run.Tasks.FirstOrDefault(task => task.Name == Program);
        if (task?.Status != 0)
        {
            problems.Add(task is null
                ? $"{Program} never ran"
                : $"{Program} ended with status {task.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");
        }

        IEnumerable<string> expected = Operations.All.Select(operation => operation.Name);
        problems.AddRange(expected.Where(name => !measurements.ContainsKey(name) && !unavailable.ContainsKey(name))
            .Select(name => $"{name} was not measured"));
        problems.AddRange(unavailable.Select(one => $"{one.Key} is not available: errno {one.Value}"));
    }

    /// <summary>The bytes of the program's paging structures; none if it did not say.</summary>
    public int? TableBytes { get; private set; }

    /// <summary>What is wrong with it; empty if every operation was measured.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Finds what was measured of an operation.</summary>
    /// <param name="operation">Which one.</param>
    /// <returns>The figures; none if it was not measured.</returns>
    public Measurement? Of(Operation operation) => measurements.GetValueOrDefault(operation.Name);

    private void Read(string line)
    {
        FieldReader fields = new(line[Mark.Length..]);
        string name = fields.Word("name");
        if (fields.Optional("unavailable") is not null)
        {
            unavailable[name] = fields.Number("unavailable");
        }
        else if (fields.Optional("bytes") is not null)
        {
            TableBytes = fields.Number("bytes");
        }
        else
        {
            // Nobody asks how many samples there were, but the line must say it.
            fields.Number("samples");
            measurements[name] = new Measurement(fields.Number("least"), fields.Number("mean"));
        }

        if (fields.Problem is { } problem)
        {
            problems.Add($"{problem}: {line}");
        }
    }
}
