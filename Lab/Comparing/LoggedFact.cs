using System;
using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Comparing;

/// <summary>
/// What a line of a log says, or all lines of one program: without what two runs of the same kernel need not have in common, such as
/// addresses of the kernel's, numbers of tasks, and times.
/// </summary>
/// <param name="Kind">The kind of line: its first word.</param>
/// <param name="Owner">Whose it is: a task's name, or nobody's.</param>
/// <param name="Fields">What it says, by name.</param>
public sealed record LoggedFact(string Kind, string Owner, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The same text for the same fact.</summary>
    public string Key { get; } = string.Join(
        ' ', [Kind, Owner, .. Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}")]);
}
