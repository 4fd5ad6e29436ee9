using System.Collections.Generic;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// Deliberate faults in the kernel, each of which an attack, the program of a public bug or an odd ELF file must notice:
/// <c>./lab attack --breakages</c> builds them one after the other.
/// </summary>
public static partial class Breakages
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Breakage> All { get; } = [.. Processor(), .. Memory(), .. Reported(), .. Files()];
}
