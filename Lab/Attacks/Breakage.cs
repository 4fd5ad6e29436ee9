using System;
using System.IO;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// A deliberate fault in the kernel, which some attack must notice. It is a rule by statement: the text is looked for, and must be there
/// exactly once, so that the rule cannot silently miss what it means when the code changes.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What the kernel does not do then, or does wrong.</param>
/// <param name="File">The source, from the repository's root.</param>
/// <param name="Member">The member that the statement is in.</param>
/// <param name="Find">The statement, or the part of it that is replaced.</param>
/// <param name="Replacement">What stands there instead.</param>
public sealed record Breakage(string Name, string Meaning, string File, string Member, string Find, string Replacement)
{
    /// <summary>The cell in which it is to be noticed; what is not named is the shared mapping, two-level paging and QEMU.</summary>
    public CellPattern Cell { get; init; } = new();

    /// <summary>Breaks the kernel's sources.</summary>
    /// <param name="root">The root of a copy of the repository.</param>
    /// <returns>The source as it was.</returns>
    /// <exception cref="InvalidDataException">The statement is not there, or not once.</exception>
    public string Apply(string root)
    {
        string path = Path.Combine(root, File);
        string before = System.IO.File.ReadAllText(path);
        System.IO.File.WriteAllText(path, Applied(before));
        return before;
    }

    /// <summary>What becomes of the source.</summary>
    /// <param name="source">The source.</param>
    /// <exception cref="InvalidDataException">The statement is not in its member, or not once in the file.</exception>
    public string Applied(string source)
    {
        int first = source.IndexOf(Find, StringComparison.Ordinal);
        if (first < 0)
        {
            throw new InvalidDataException($"the breakage {Name}: {File} does not have its statement any more: {Find}");
        }

        if (source.IndexOf(Find, first + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidDataException($"the breakage {Name}: {File} has its statement more than once: {Find}");
        }

        int member = source.LastIndexOf(Member + "(", first, StringComparison.Ordinal);
        member = member < 0 ? source.LastIndexOf(Member + " ", first, StringComparison.Ordinal) : member;
        return member >= 0
            ? string.Concat(source.AsSpan(0, first), Replacement, source.AsSpan(first + Find.Length))
            : throw new InvalidDataException($"the breakage {Name}: in {File} the statement is not in {Member}: {Find}");
    }
}
