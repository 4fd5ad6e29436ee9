using System.Globalization;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <summary>An ELF file with something odd in its headers, and what must become of it.</summary>
/// <param name="Group">The public report that it belongs to, or <see cref="OddElfFiles.WrongKind"/>.</param>
/// <param name="What">What is odd.</param>
/// <param name="Content">The file.</param>
/// <param name="KernelAbove">
/// Where the kernel's window is above the task's space: the status in decimal, or the name of the loader's problem.
/// </param>
/// <param name="KernelBelow">Where it is below, in the low layout.</param>
/// <param name="WindowIsTasks">Where it is the task's to use, in both layouts.</param>
public sealed record OddElf(string Group, string What, byte[] Content, string KernelAbove, string KernelBelow, string WindowIsTasks)
{
    /// <summary>The name that it is run under.</summary>
    public string Name { get; init; } = Group;

    /// <summary>It as a row, to be judged as an attack is.</summary>
    public Attack Row => new(Name, "is a file with something odd: " + What)
    {
        End = EndOf(KernelAbove),
        OtherEnds =
        [
            (new CellPattern(LeavesWindowToTasks: true), EndOf(WindowIsTasks)),
            (new CellPattern(Layout: KernelWords.Low), EndOf(KernelBelow)),
        ],
    };

    private static AttackEnd EndOf(string word) =>
        int.TryParse(word, CultureInfo.InvariantCulture, out int status) ? AttackEnd.Exit(status) : AttackEnd.Refused(word);
}
