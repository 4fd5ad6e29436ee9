using System.Collections.Generic;

namespace CosmosPaging.Lab.Looping;

/// <summary>What a person does between two looks at an answer, and how long the answer may take.</summary>
public static class LoopSteps
{
    /// <summary>The experiment that is run after each edit: its program is the one that is edited.</summary>
    public const string Experiment = "cli";

    /// <summary>How long the first answer in a fresh clone should take on an idle machine, when the packages are at hand.</summary>
    public const double FreshCloneSeconds = 60;

    /// <summary>The steps.</summary>
    public static IReadOnlyList<LoopStep> All { get; } =
    [
        new("nothing has changed", null, "", "", 0.6, 0.02),
        new("a program's .asm", "Programs/Nasm/cli.asm", "    cli\n", "    nop\n    cli\n", 3, 0.1),
        new("a line of the kernel", "CosmosKernel/Kernel.cs", "there is no experiment named ", "no experiment is named ", 5, 0.2),
        new("a line of Lab", "Lab/Verbs/HelpText.cs", "Exit codes:", "Exit codes are:", 5, null),
    ];
}
