using System;

namespace CosmosKernel.Faults;

/// <summary>What <see cref="Memory.FrameAllocator"/> calls over a frame that is given back twice.</summary>
public sealed class Panic
{
    /// <summary>Stops.</summary>
    /// <param name="reason">One sentence.</param>
    public void Stop(string reason) => throw new InvalidOperationException(reason);
}
