namespace CosmosKernel.Tasks;

/// <summary>Somebody who looks at the tables of all tasks when one that the kernel started has ended, before its own are destroyed.</summary>
public abstract class TaskEndWatcher
{
    /// <summary>In a trap, on the kernel's own tables: has a look.</summary>
    public abstract void Look();
}
