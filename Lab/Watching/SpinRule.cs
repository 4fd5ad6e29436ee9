using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Watching;

/// <summary>
/// Whether a program holds the processor for ever. With interrupts off no tick of the clock comes, so no limit of the kernel's ends it. The
/// kernel itself runs with interrupts off, and that is as it should be; a program never may: EFLAGS.IF can be changed in ring 3 only with
/// IOPL 3 (SDM vol. 3, 6.8.1), which the kernel gives to nobody. QEMU 7.2 gives it to whoever enters virtual-8086 mode by IRET.
/// </summary>
public static class SpinRule
{
    /// <summary>Whether a processor is where it must never be.</summary>
    /// <param name="look">Where it is.</param>
    /// <returns>True in a program, with interrupts off.</returns>
    public static bool IsForbidden(StoppedAt look) => look.IsInProgram && !look.TakesInterrupts;

    /// <summary>
    /// Whether two looks show the same program that nothing interrupts. A trap of its own would have brought it into the kernel in between,
    /// but whoever comes back from there has interrupts on.
    /// </summary>
    /// <param name="first">A look.</param>
    /// <param name="second">A later one.</param>
    /// <returns>True if it spins.</returns>
    public static bool IsSpinning(StoppedAt first, StoppedAt second) =>
        IsForbidden(first) && IsForbidden(second) && first.Cr3 == second.Cr3;
}
