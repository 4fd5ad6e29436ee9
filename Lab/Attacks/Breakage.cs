using System.Collections.Generic;

namespace CosmosPaging.Lab.Attacks;

/// <summary>A deliberate fault in the kernel, which some attack, the program of a public bug or an odd ELF file must notice.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What the kernel does not do then, or does wrong.</param>
/// <param name="Change">What is changed for it in the kernel's sources.</param>
public sealed record Breakage(string Name, string Meaning, SourceChange Change)
{
    /// <summary>A breakage whose change is given in parts.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Meaning">What the kernel does not do then, or does wrong.</param>
    /// <param name="File">See <see cref="SourceChange.File"/>.</param>
    /// <param name="Member">See <see cref="SourceChange.Member"/>.</param>
    /// <param name="Find">See <see cref="SourceChange.Find"/>.</param>
    /// <param name="Replacement">See <see cref="SourceChange.Replacement"/>.</param>
    public Breakage(string Name, string Meaning, string File, string Member, string Find, string Replacement)
        : this(Name, Meaning, new SourceChange(File, Member, Find, Replacement))
    {
    }

    /// <summary>
    /// A change that has the kernel behave as on another processor, one that the emulators are not: it is made as well. By itself it is no
    /// fault, and the attacks must hold with it alone.
    /// </summary>
    public SourceChange? Imitation { get; init; }

    /// <summary>
    /// The programs of <c>Tests/Booted/PublicBugs</c> that must notice it: in the kernel of that report something like it was wrong.
    /// </summary>
    public IReadOnlyList<string> PublicBugs { get; init; } = [];

    /// <summary>
    /// The <see cref="OddElf.Group"/> of the files that are run on the broken kernel; at least one of them must notice it. None if it is no
    /// matter of files.
    /// </summary>
    public string? OddFiles { get; init; }

    /// <summary>All changes.</summary>
    public IReadOnlyList<SourceChange> Changes => Imitation is null ? [Change] : [Imitation, Change];

    /// <summary>The cell in which a test must notice it; what is not named is the shared mapping, two-level paging and QEMU.</summary>
    public CellPattern Cell { get; init; } = new();
}
