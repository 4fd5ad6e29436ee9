using CosmosKernel.Cpu;
using CosmosKernel.Faults;
using CosmosKernel.Scheduling;
using CosmosKernel.Tasks;

namespace CosmosKernel.Traps;

/// <summary>Tells of a fault: a line of the log, a place in the history, and where a debugger may stop.</summary>
internal sealed unsafe class FaultReporter
{
    private readonly Scheduler scheduler;
    private readonly FaultLog log;
    private readonly FaultHistory history;

    /// <summary>Makes it.</summary>
    /// <param name="scheduler">Who has the tasks' names and the mapping in force.</param>
    /// <param name="log">Where each fault is written down.</param>
    /// <param name="history">Where the last of them are kept.</param>
    public FaultReporter(Scheduler scheduler, FaultLog log, FaultHistory history)
    {
        this.scheduler = scheduler;
        this.log = log;
        this.history = history;
    }

    /// <summary>Writes a fault down and keeps it.</summary>
    /// <param name="fault">The fault, explained; gets its number.</param>
    /// <param name="task">Whose it is.</param>
    /// <param name="delivered">The signal that it was delivered as; 0 if it was not.</param>
    public void Report(ref Fault fault, UserTask* task, int delivered)
    {
        string name = scheduler.NameOf(task);
        log.Write(ref fault, name, scheduler.Mapping.Name, scheduler.Mapping.Kernel.Format, delivered);
        history.Add(in fault, name, task->Pid, scheduler.Mapping.Name);
        MagicBreak.At(BreakPlaces.Fault);
    }
}
