using System.Collections.Generic;

namespace CosmosPaging.Lab.Emulation;

/// <summary>What to boot, and in what machine.</summary>
/// <param name="KernelImage">The path of the kernel's ELF file.</param>
/// <param name="CommandLine">The kernel's command line (Docs/Abi.md §4).</param>
public sealed record MachineDefinition(string KernelImage, string CommandLine)
{
    /// <summary>The memory of a machine of which nobody said how much it has.</summary>
    public const int UsualMegabytes = 64;

    /// <summary>The path of the programs' archive, the first Multiboot module; none boots without modules.</summary>
    public string? Archive { get; init; }

    /// <summary>
    /// A disc to boot instead, with a kernel and a boot loader of its own; the kernel's image, the command line and the archive do not
    /// count then.
    /// </summary>
    public string? Disc { get; init; }

    /// <summary>
    /// The processor, in the emulator's words; if none is named, a Core Duo: it has PAE, PGE and NX, but no SMEP and no SMAP.
    /// </summary>
    public string? Cpu { get; init; }

    /// <summary>The machine's memory in megabytes.</summary>
    public int MemoryMegabytes { get; init; } = UsualMegabytes;

    /// <summary>
    /// How many megabytes the guest may write before it is ended: enough for a few programs that print without end until the kernel takes
    /// the processor from them, at about a megabyte a second.
    /// </summary>
    public int ConsoleMegabytes { get; init; } = 64;

    /// <summary>Whether the emulator's monitor must be reachable; only QEMU has one.</summary>
    public bool Monitor { get; init; }

    /// <summary>Whether somebody will look into the machine: <see cref="IMachine.Inspect"/>.</summary>
    public bool Inspected { get; init; }

    /// <summary>Whether the machine waits for the monitor's <c>cont</c> before its first instruction. Only QEMU can.</summary>
    public bool StartPaused { get; init; }

    /// <summary>Who looks at the screen; if anybody does, the machine stays when the guest has come to its end.</summary>
    public MachineScreen Screen { get; init; }

    /// <summary>More words for the emulator's command line.</summary>
    public IReadOnlyList<string> ExtraArguments { get; init; } = [];
}
