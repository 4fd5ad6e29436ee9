using CosmosKernel.Cpu;

namespace CosmosKernel.Traps;

/// <summary>
/// Takes all exceptions but NMI for a while, ring 0's and ring 3's, in place of everything else that <see cref="TrapDispatcher"/> does with
/// them. System calls are not diverted: theirs is the shortest way through the kernel, and asks nobody.
/// </summary>
internal abstract unsafe class TrapDiversion
{
    /// <summary>Handles an exception to its end.</summary>
    /// <param name="frame">The interrupted registers, as in <see cref="TrapHandler.Enter"/>.</param>
    public abstract void Handle(TrapFrame* frame);
}
