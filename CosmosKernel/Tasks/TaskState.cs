namespace CosmosKernel.Tasks;

/// <summary>What a task is doing.</summary>
internal enum TaskState
{
    /// <summary>It is being made.</summary>
    New,

    /// <summary>It has the processor or waits for its turn.</summary>
    Ready,

    /// <summary>It waits for a child to end.</summary>
    Waiting,

    /// <summary>It is over; the address space is gone, the status is still to be read.</summary>
    Ended,
}
