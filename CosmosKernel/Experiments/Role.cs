using CosmosKernel.Output;
using CosmosKernel.Programs;

namespace CosmosKernel.Experiments;

/// <summary>One program in an experiment: what it is given, and how it must end.</summary>
public sealed class Role
{
    private string[]? argumentsWithTarget;

    /// <summary>Makes a role.</summary>
    /// <param name="program">The program's file name without <c>.elf</c>.</param>
    /// <param name="expectation">How it must end, whatever the mapping.</param>
    public Role(string program, Expectation expectation)
    {
        Program = program;
        Expectation = expectation;
    }

    /// <summary>The program's file name without <c>.elf</c>.</summary>
    public string Program { get; }

    /// <summary>How it must end, whatever the mapping.</summary>
    public Expectation Expectation { get; }

    /// <summary>The address that becomes its first argument; of a page fault that it dies of, the address must be this one.</summary>
    public Target Target { get; init; }

    /// <summary>What follows the address among its arguments.</summary>
    public string[] Arguments { get; init; } = new string[0];

    /// <summary>All that it is told. Made once: addresses are known when the kernel runs, and stay.</summary>
    /// <param name="targets">The addresses.</param>
    /// <returns>The target's address, if there is one, and the other arguments.</returns>
    public string[] ArgumentsWith(Targets targets)
    {
        if (Target == Target.None)
        {
            return Arguments;
        }

        if (argumentsWithTarget == null)
        {
            argumentsWithTarget = new string[Arguments.Length + 1];
            argumentsWithTarget[0] = Texts.Hex(targets.Address(Target).Value, 8);
            for (int i = 0; i < Arguments.Length; i++)
            {
                argumentsWithTarget[i + 1] = Arguments[i];
            }
        }

        return argumentsWithTarget;
    }

    /// <summary>
    /// The address that it is linked at, if it depends on the layout. There is a file for each such address, named after it.
    /// </summary>
    public Target LinkedAt { get; init; }

    /// <summary>Processor time, in ticks.</summary>
    public int Ticks { get; init; } = ProgramLoader.DefaultTicks;

    /// <summary>How often at least the timer must have taken the processor from it.</summary>
    public int Preemptions { get; init; }

    /// <summary>How many pages at least its stack must have grown by.</summary>
    public int StackPages { get; init; }

    /// <summary>Whether there is a local descriptor table while it runs: one descriptor, at its target.</summary>
    public bool HasLocalTable { get; init; }

    /// <summary>
    /// How many of the kernel's entries must be copied to its directory on demand, where that happens at all; elsewhere it must be none.
    /// </summary>
    public int EntriesCopied { get; init; }

    /// <summary>
    /// Whether it is compiled, and so has CMOV and XMM registers in it without asking: on a processor that lacks them it dies of #UD
    /// instead.
    /// </summary>
    public bool IsCompiled { get; init; }

    /// <summary>Whether it is started with a code selector that does not exist, so that the way to ring 3 itself faults.</summary>
    public bool StartsBadly { get; init; }
}
