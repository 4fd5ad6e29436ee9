namespace CosmosKernel.Output;

/// <summary>One who writes lines to the log: the kernel, or a task.</summary>
public sealed class LineWriter
{
    /// <summary>Makes a writer.</summary>
    /// <param name="pid">The task's number; 0 is the kernel.</param>
    /// <param name="name">The task's name.</param>
    public LineWriter(int pid, string name)
    {
        Pid = pid;
        Name = name;
    }

    /// <summary>The task's number; 0 is the kernel.</summary>
    public int Pid { get; }

    /// <summary>The task's name.</summary>
    public string Name { get; }

    /// <summary>Whether another writer broke this one's line off, so that its next byte goes on with it.</summary>
    public bool IsBrokenOff { get; set; }
}
