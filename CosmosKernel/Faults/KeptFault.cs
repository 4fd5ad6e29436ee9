namespace CosmosKernel.Faults;

/// <summary>A fault as the history keeps it: with whose it was, and under what.</summary>
internal struct KeptFault
{
    /// <summary>The fault.</summary>
    public Fault Fault;

    /// <summary>The task's name.</summary>
    public string TaskName;

    /// <summary>The task's number.</summary>
    public int Pid;

    /// <summary>The name of the kernel mapping in force.</summary>
    public string Mapping;

    /// <summary>
    /// How many such faults this record stands for, this one being the last: a task that gets page after page gets one record.
    /// </summary>
    public uint Times;
}
