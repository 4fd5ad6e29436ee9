namespace CosmosPaging.Lab.Commands;

/// <summary>What <c>lab debug</c> was asked for, besides what every command that boots is.</summary>
/// <param name="Boot">
/// Mapping, format, layout, emulator and programs. A debugger has one machine: of several formats the first is taken.
/// </param>
/// <param name="Port">QEMU's port for gdb, on this machine alone.</param>
/// <param name="Breaks">Where to stop in Bochs' debugger, in the kernel's words (Docs/Abi.md §4); none stops nowhere.</param>
public sealed record DebugChoices(RunChoices Boot, int Port, string? Breaks)
{
    /// <summary>The port that gdb's own manual uses.</summary>
    public const int DefaultPort = 1234;
}
