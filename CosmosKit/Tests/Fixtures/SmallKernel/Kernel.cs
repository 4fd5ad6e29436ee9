using System;

namespace SmallKernel;

/// <summary>Says one line; then it has nothing to do.</summary>
public sealed class Kernel : Cosmos.System.Kernel
{
    /// <inheritdoc/>
    protected override void BeforeRun() => Console.WriteLine($"hello: cr0={Processor.ReadCr0():x8}");

    /// <inheritdoc/>
    protected override void Run() => throw new InvalidOperationException("nothing to do");
}
