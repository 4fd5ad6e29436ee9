namespace CosmosKernel.Tasks;

/// <summary>What a slot in the task table is doing.</summary>
public enum TaskState
{
    /// <summary>Nothing: it can be taken.</summary>
    Free,

    /// <summary>Its task has the processor or waits for its turn.</summary>
    Ready,

    /// <summary>Its task is over; the address space is gone, the status is still to be read.</summary>
    Ended,
}
