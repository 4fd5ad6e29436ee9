using System;

namespace CosmosKernel.Cpu;

/// <summary>
/// Thrown by a declaration whose machine code was not plugged in: on the host, where the tests run, and nowhere else, since
/// both compilers replace the declaration's body.
/// </summary>
public sealed class PlugMissingException : InvalidOperationException
{
    /// <summary>Says that this method exists as machine code only.</summary>
    public PlugMissingException()
        : base("This method is machine code and runs only in the kernel.")
    {
    }
}
