namespace CosmosKernel.Scheduling;

/// <summary>Somebody who looks at the tables of all tasks when one has ended, before its own are destroyed.</summary>
internal abstract class TaskEndWatcher
{
    /// <summary>In a trap, on the kernel's own tables: has a look, or not.</summary>
    /// <param name="scheduler">Who has the tasks.</param>
    /// <param name="isForked">Whether a task made the one that has ended, and not the kernel: there may be thousands of those.</param>
    public abstract void Look(Scheduler scheduler, bool isForked);
}
