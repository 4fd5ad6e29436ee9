using System;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Benching;

/// <summary>A guest hung, reset or panicked while it was measured.</summary>
/// <param name="message">What happened.</param>
/// <param name="boot">The boot.</param>
public sealed class BrokenBootException(string message, BootResult boot) : Exception(message)
{
    /// <summary>The boot, with all that was said.</summary>
    public BootResult Boot { get; } = boot;
}
