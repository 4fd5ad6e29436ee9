using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Guest;

/// <summary>What the guest said from a <c>run:</c> line on: the experiments of one variant, then the programs from outside.</summary>
public sealed class GuestRun
{
    /// <summary>Reads the lines of a run.</summary>
    /// <param name="header">The <c>run:</c> line, which is the first of <paramref name="lines"/>.</param>
    /// <param name="lines">The run's lines, in order.</param>
    public GuestRun(RunRecord header, IReadOnlyList<ConsoleLine> lines)
    {
        Header = header;
        Lines = lines;
        Checks = [.. lines.OfType<CheckRecord>()];
        Faults = [.. lines.OfType<FaultRecord>()];
        Untold = [.. lines.OfType<UntoldRecord>()];
        Invariants = [.. lines.OfType<InvariantsRecord>()];
        Refusals = [.. lines.OfType<RefusedRecord>()];
        End = lines.OfType<EndRecord>().FirstOrDefault();
        Tasks = ReadTasks(lines);
    }

    /// <summary>The <c>run:</c> line.</summary>
    public RunRecord Header { get; }

    /// <summary>All lines, the <c>run:</c> line first.</summary>
    public IReadOnlyList<ConsoleLine> Lines { get; }

    /// <summary>The experiments' outcomes, in order.</summary>
    public IReadOnlyList<CheckRecord> Checks { get; }

    /// <summary>The faults, in order.</summary>
    public IReadOnlyList<FaultRecord> Faults { get; }

    /// <summary>What was only counted, in order.</summary>
    public IReadOnlyList<UntoldRecord> Untold { get; }

    /// <summary>What was found of the kernel's invariants, after each experiment and each program from outside.</summary>
    public IReadOnlyList<InvariantsRecord> Invariants { get; }

    /// <summary>The programs that the loader did not accept.</summary>
    public IReadOnlyList<RefusedRecord> Refusals { get; }

    /// <summary>The tasks, in the order of their loading.</summary>
    public IReadOnlyList<GuestTask> Tasks { get; }

    /// <summary>The <c>end:</c> line; none if the run never ended.</summary>
    public EndRecord? End { get; }

    /// <summary>The lines of one experiment: from the previous experiment's check line to its own.</summary>
    /// <param name="check">One of <see cref="Checks"/>.</param>
    /// <returns>The lines, the check line last.</returns>
    public IReadOnlyList<ConsoleLine> LinesOf(CheckRecord check)
    {
        int last = IndexOf(check);
        int first = last;
        while (first > 0 && Lines[first - 1] is not (CheckRecord or RunRecord))
        {
            first--;
        }

        return [.. Lines.Skip(first).Take(last - first + 1)];
    }

    /// <summary>The lines after the last experiment: those of the programs from outside.</summary>
    /// <returns>The lines, in order; all but the header if no experiment was run.</returns>
    public IReadOnlyList<ConsoleLine> LinesAfterChecks() =>
        [.. Lines.Skip(Checks.Count == 0 ? 1 : IndexOf(Checks[^1]) + 1)];

    private int IndexOf(CheckRecord check)
    {
        for (int index = 0; index < Lines.Count; index++)
        {
            if (ReferenceEquals(Lines[index], check))
            {
                return index;
            }
        }

        return -1;
    }

    private static List<GuestTask> ReadTasks(IReadOnlyList<ConsoleLine> lines)
    {
        List<GuestTask> tasks = [];
        Dictionary<int, (int Index, List<string> Output)> living = [];
        foreach (ConsoleLine line in lines)
        {
            switch (line)
            {
                case TaskRecord task:
                    List<string> output = [];
                    living[task.Pid] = (tasks.Count, output);
                    tasks.Add(new GuestTask(task.Pid, task.Name, task.File, Status: null, output));
                    break;
                case ProgramLine written when living.TryGetValue(written.Pid, out var writer):
                    writer.Output.Add(written.Text);
                    break;
                case ExitRecord exit when living.TryGetValue(exit.Pid, out var ended):
                    tasks[ended.Index] = tasks[ended.Index] with { Status = exit.Status };
                    break;
                default:
                    break;
            }
        }

        return tasks;
    }
}
