using System.Collections.Generic;

namespace CosmosPaging.Lab.Guest;

/// <summary><c>invariants:</c> — whether what the kernel promises at all times held while an experiment ran, and after it.</summary>
/// <param name="Text">The line.</param>
/// <param name="Name">The experiment, or the program from outside.</param>
/// <param name="Held">Whether all of it held.</param>
/// <param name="Checked">How many invariants there are to check under this paging format.</param>
/// <param name="Trees">How many trees of tasks were read.</param>
/// <param name="LeftOut">How many were not, because there were too many.</param>
/// <param name="Broken">The names of those that did not hold.</param>
/// <param name="At">Where the first of them was found broken.</param>
/// <param name="Breach">What is wrong, in a sentence; empty if nothing is.</param>
public sealed record InvariantsRecord(
    string Text, string Name, bool Held, int Checked, int Trees, int LeftOut, IReadOnlyList<string> Broken, uint? At, string Breach)
    : ConsoleLine(Text);
