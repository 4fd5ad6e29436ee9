using System.Collections.Generic;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Comparing;

/// <summary>
/// The differences between the genuine user kit's image and the embedded kit's that have a reason, both booted alike, with all experiments
/// in all cells. Why each is no difference of the kernel's is told in Docs/Cosmos.md.
/// </summary>
public static class ExplainedDifferences
{
    private const string SharedTwoLevel = "shared, two-level";
    private const string FourFourTwoLevel = "fourfour, two-level";
    private const string SharedPae = "shared, pae";
    private const string FourFourPae = "fourfour, pae";

    private const string Frames = "Cosmos' image and heap take more memory, so fewer frames are left";
    private const string Filled = "the bomb fills all frames, and there are fewer of them";
    private const string Speed = "it forks as often as its time allows, and a trap takes longer in IL2CPU's code";
    private const string Linked = "the kernel is linked at another address, and the program at the kernel's";
    private const string Large =
        "what the program reads of the kernel lies in a large page of the embedded kit's map, and in small pages of the genuine image";
    private const string Accessed =
        "on these tables the embedded kit's kernel has used that page of its data by then, and the other one has not: its A bit";

    private const string Sealed =
        "the frame that is sealed lies elsewhere, and of the 2 MB of the window round it one kernel has used something before: its A bit";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExplainedDifference> All { get; } =
    [
        .. InEither(EmulatorChoice.Qemu),
        .. InEither(EmulatorChoice.Bochs),
        new(EmulatorChoice.Bochs, FourFourPae, "vmalloc-sealed", "#PF.pde", Sealed),
    ];

    private static IEnumerable<ExplainedDifference> InEither(string emulator)
    {
        yield return new(emulator, LoggedKit.WholeBoot, LoggedKit.Frame, "boot.frames", Frames);

        yield return new(emulator, SharedTwoLevel, "survey", "#PF.pde", Large);
        yield return new(emulator, SharedTwoLevel, "survey", "#PF.pte", Large);
        yield return new(emulator, SharedPae, "survey", "#PF.pde", Large);
        yield return new(emulator, SharedPae, "survey", "#PF.pte", Large);

        // Of two entries with U/S=0 the log names the second, too.
        yield return new(emulator, SharedTwoLevel, "survey", "#PF.also", Large);
        yield return new(emulator, SharedPae, "survey", "#PF.also", Large);

        yield return new(emulator, SharedPae, "read-kernel-data", "#PF.pte", Accessed);

        yield return new(emulator, FourFourTwoLevel, "at-kernel-text", "task.file", Linked);
        yield return new(emulator, FourFourTwoLevel, "at-kernel-text", "output.text", Linked);
        yield return new(emulator, FourFourPae, "at-kernel-text", "task.file", Linked);
        yield return new(emulator, FourFourPae, "at-kernel-text", "output.text", Linked);

        yield return new(emulator, SharedTwoLevel, "fork-bomb", "totals.not-delivered", Filled);
        yield return new(emulator, FourFourTwoLevel, "fork-bomb", "totals.not-delivered", Filled);
        yield return new(emulator, SharedPae, "fork-bomb", "totals.not-delivered", Filled);
        yield return new(emulator, FourFourPae, "fork-bomb", "totals.not-delivered", Filled);

        foreach (string cell in new[] { SharedTwoLevel, FourFourTwoLevel, SharedPae, FourFourPae })
        {
            yield return new(emulator, cell, "fork-storm", "totals.begun", Speed);
            yield return new(emulator, cell, "fork-storm", "totals.ended", Speed);
            yield return new(emulator, cell, "fork-storm", "totals.not-delivered", Speed);
        }
    }
}
