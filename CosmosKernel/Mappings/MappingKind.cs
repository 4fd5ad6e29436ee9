namespace CosmosKernel.Mappings;

/// <summary>One row of the <see cref="MappingTable"/>: the two views that make a kernel mapping.</summary>
public sealed class MappingKind
{
    /// <summary>Makes a row.</summary>
    /// <param name="name">As on the command line and in the log.</param>
    /// <param name="title">As people call it.</param>
    /// <param name="whileRing3Runs">What of the kernel is mapped while ring 3 runs.</param>
    /// <param name="whileKernelRuns">On which tables the kernel runs for a task.</param>
    public MappingKind(string name, string title, KernelPart whileRing3Runs, KernelView whileKernelRuns)
    {
        Name = name;
        Title = title;
        WhileRing3Runs = whileRing3Runs;
        WhileKernelRuns = whileKernelRuns;
    }

    /// <summary>As on the command line and in the log.</summary>
    public string Name { get; }

    /// <summary>As people call it.</summary>
    public string Title { get; }

    /// <summary>What of the kernel is mapped while ring 3 runs: the question itself.</summary>
    public KernelPart WhileRing3Runs { get; }

    /// <summary>On which tables the kernel runs for a task.</summary>
    public KernelView WhileKernelRuns { get; }

    /// <summary>What of the kernel is in the tree that the kernel edits for a task: of two, the second, which has all.</summary>
    public KernelPart InTask => WhileKernelRuns.IsSecondTree ? KernelPart.All : WhileRing3Runs;

    /// <summary>Whether the kernel's window is free for a task's own pages: no tree that has them has the window.</summary>
    public bool LeavesWindowToTasks => InTask != KernelPart.All;
}
