namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>A fault that somebody has reported of another kernel, and what there is here to find out whether this one has it.</summary>
/// <param name="Project">The project, and where more than one of its kinds of report are numbered, the kind.</param>
/// <param name="Number">The report's number, or what stands for it.</param>
/// <param name="Wrong">What was wrong there.</param>
internal sealed record PublicBug(string Project, string Number, string Wrong)
{
    /// <summary>The name of the test's program; of a report about ELF files, what its files' names begin with.</summary>
    public string Name => $"{Project}-{Number}".ToLowerInvariant();

    /// <summary>
    /// Whether it is about what a processor keeps of page tables. Such programs run in Bochs, too, which keeps it as a processor does.
    /// </summary>
    public bool IsAboutWhatIsKept { get; init; }

    /// <summary>What stands in a list of tests.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
