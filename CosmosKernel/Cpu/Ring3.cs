namespace CosmosKernel.Cpu;

/// <summary>
/// The way from the kernel's own flow to the tasks and back. <see cref="Run"/> puts the flow aside and starts the task whose
/// frame lies at <see cref="Trampoline.TaskFrame"/>; from then on only traps run in the kernel, until one of them calls
/// <see cref="Leave"/>, and <see cref="Run"/> returns. The code: <c>Plugs/Ring3Plug.cs</c>.
/// </summary>
public static class Ring3
{
    /// <summary>Enters ring 3. Needs the task's frame, <see cref="TrampolineVariables.Task"/> and interrupts off.</summary>
    public static void Run() => throw new PlugMissingException();

    /// <summary>
    /// Called in a trap: drops the trap and goes on behind <see cref="Run"/>. The kernel's own CR3 must be loaded. Never returns.
    /// </summary>
    public static void Leave() => throw new PlugMissingException();
}
