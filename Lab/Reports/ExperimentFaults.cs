using System.Collections.Generic;
using System.Linq;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Reports;

/// <summary>Which faults belong to which experiment.</summary>
public static class ExperimentFaults
{
    /// <summary>
    /// Finds an experiment's faults: those of the task that bears its name, and those between its check line and the one before of tasks
    /// that bear no experiment's name (an experiment may need a second task).
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="check">The experiment's check line.</param>
    /// <returns>The faults, in order.</returns>
    public static IReadOnlyList<FaultRecord> Of(GuestRun run, CheckRecord check)
    {
        HashSet<string> names = [.. run.Checks.Select(other => other.Name)];
        HashSet<FaultRecord> near = new(run.LinesOf(check).OfType<FaultRecord>(), ReferenceEqualityComparer.Instance);
        return [.. run.Faults.Where(fault => fault.Task == check.Name || (near.Contains(fault) && !names.Contains(fault.Task)))];
    }
}
