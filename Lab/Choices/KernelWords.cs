namespace CosmosPaging.Lab.Choices;

/// <summary>Words that this tool and the kernel share.</summary>
public static class KernelWords
{
    /// <summary>Every value of a choice.</summary>
    public const string All = "all";

    /// <summary>No experiment at all.</summary>
    public const string None = "none";

    /// <summary>The mapping in which every task's directory holds the kernel's entries.</summary>
    public const string Shared = "shared";

    /// <summary>The mapping in which a task's directory holds the trampoline's entries only.</summary>
    public const string FourFour = "fourfour";

    /// <summary>1024 × 32-bit entries on two levels.</summary>
    public const string TwoLevel = "two-level";

    /// <summary>64-bit entries on three levels, with no-execute.</summary>
    public const string Pae = "pae";

    /// <summary>The screen shows the live view.</summary>
    public const string Live = "live";

    /// <summary>The kernel does not check its invariants: so that figures are those of what is measured, and of nothing else.</summary>
    public const string NoInvariants = "invariants=off";

    /// <summary>The kernel is linked in the top gigabyte.</summary>
    public const string High = "high";

    /// <summary>The kernel is linked in the bottom gigabyte.</summary>
    public const string Low = "low";

    /// <summary>The kit of this repository, which compiles the kernel by NativeAOT's compiler.</summary>
    public const string Embedded = "embedded";

    /// <summary>The genuine Cosmos user kit, which compiles it by IL2CPU.</summary>
    public const string Cosmos = "cosmos";

    /// <summary>What the kernel says if PAE was asked for, and the processor has none.</summary>
    public const string NoPae = "note: the processor has no PAE; paging is two-level";

    /// <summary>What has the kernel's command line run one experiment.</summary>
    /// <param name="name">The experiment's name, <see cref="None"/> or <see cref="All"/>.</param>
    /// <returns>Nothing for all, which the kernel does unasked; otherwise a word with a space before it.</returns>
    public static string OnlyExperiment(string name) => name == All ? "" : " experiments=" + name;
}
