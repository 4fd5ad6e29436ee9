using System;
using System.IO;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// A change of a source by statement: the text is looked for, and must be there exactly once, so that the change cannot silently miss what
/// it means when the code changes.
/// </summary>
/// <param name="File">The source, from the repository's root.</param>
/// <param name="Member">The member that the statement is in.</param>
/// <param name="Find">The statement, or the part of it that is replaced.</param>
/// <param name="Replacement">What stands there instead.</param>
public sealed record SourceChange(string File, string Member, string Find, string Replacement)
{
    /// <summary>The source after the change.</summary>
    /// <param name="source">The source.</param>
    /// <exception cref="InvalidDataException">The statement is not in its member, or not once in the file.</exception>
    public string Applied(string source)
    {
        int first = source.IndexOf(Find, StringComparison.Ordinal);
        if (first < 0)
        {
            throw new InvalidDataException($"{File} does not have its statement any more: {Find}");
        }

        if (source.IndexOf(Find, first + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidDataException($"{File} has its statement more than once: {Find}");
        }

        int member = source.LastIndexOf(Member + "(", first, StringComparison.Ordinal);
        member = member < 0 ? source.LastIndexOf(Member + " ", first, StringComparison.Ordinal) : member;
        return member >= 0
            ? string.Concat(source.AsSpan(0, first), Replacement, source.AsSpan(first + Find.Length))
            : throw new InvalidDataException($"in {File} the statement is not in {Member}: {Find}");
    }
}
