using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Emulation;

/// <summary>QEMU's i386 system emulator, with its translator (TCG): KVM would need rights that a student may not have.</summary>
/// <param name="searchPath">The folders to look for it in, as the variable PATH gives them.</param>
public sealed partial class QemuEmulator(string? searchPath) : IEmulator
{
    /// <summary>The program's name.</summary>
    public const string Program = "qemu-system-i386";

    // It has PAE, PGE and NX, but no SMEP and no SMAP.
    private const string DefaultProcessor = "coreduo";

    // The kernel writes v to this port, and QEMU exits with (v << 1) | 1 (Docs/Abi.md §3).
    private const int ExitAllHeld = 33;
    private const int ExitSomeFailed = 35;
    private const int ExitPanicked = 37;

    /// <inheritdoc/>
    public string Name => EmulatorChoice.Qemu;

    /// <summary>What QEMU's end says of the guest.</summary>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="said">All that it said.</param>
    /// <returns>Its meaning. Success without the agreed code is none: it is how QEMU ends after a triple fault.</returns>
    public static GuestSignal Interpret(int exitCode, string said) => exitCode switch
    {
        _ when DeathOf(exitCode, said) is not null => GuestSignal.EmulatorDied,
        ExitAllHeld => GuestSignal.AllHeld,
        ExitSomeFailed => GuestSignal.SomeFailed,
        ExitPanicked => GuestSignal.Panicked,
        0 => GuestSignal.Reset,
        _ => GuestSignal.EmulatorFailed,
    };

    /// <summary>
    /// The signal that ended QEMU. SIGHUP, SIGINT and SIGTERM it hears, says so, and ends with success, as after a triple fault.
    /// </summary>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="said">All that it said.</param>
    /// <returns>None if it ended in another way.</returns>
    public static DeathSignal? DeathOf(int exitCode, string said) =>
        exitCode == 0 && HeardSignal().Match(said) is { Success: true } heard
            ? DeathSignal.Numbered(int.Parse(heard.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : DeathSignal.Of(exitCode);

    [GeneratedRegex("^[^\n]*: terminating on signal ([0-9]{1,2})\\b", RegexOptions.Multiline)]
    private static partial Regex HeardSignal();

    /// <inheritdoc/>
    public Prerequisite? FindMissing() => Prerequisites.FindMissing(Prerequisites.Qemu, searchPath);

    /// <inheritdoc/>
    public Version? FindVersion() => EmulatorVersion.Ask(ProgramSearch.Find(Program, searchPath) ?? Program, "--version");

    /// <inheritdoc/>
    public IMachine Start(MachineDefinition definition)
    {
        SessionFolder folder = new();
        try
        {
            if (definition.Disc is { } disc)
            {
                folder.Link(QemuFiles.Disc, disc);
            }
            else if (MultibootHeader.IsSecondAlone(definition.KernelImage))
            {
                // QEMU itself loads Multiboot 1 alone, so GRUB does it.
                string made = folder.File(QemuFiles.Disc);
                new BootDisc(searchPath).Write(
                    made,
                    definition.KernelImage,
                    definition.Archive,
                    new BootMenu([new MenuEntry("CosmosPaging", definition.CommandLine)]));
                definition = definition with { Disc = made };
            }
            else
            {
                folder.Link(QemuFiles.Kernel, definition.KernelImage);
            }

            if (definition.Archive is { } archive)
            {
                folder.Link(QemuFiles.Archive, archive);
            }

            return new QemuMachine(
                ProgramSearch.Find(Program, searchPath) ?? Program,
                Arguments(definition),
                folder,
                definition.ConsoleMegabytes,
                isWatched: !definition.StartPaused);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static List<string> Arguments(MachineDefinition definition)
    {
        List<string> arguments =
        [
            "-accel", "tcg",
            "-cpu", definition.Cpu ?? DefaultProcessor,
            "-m", definition.MemoryMegabytes.ToString(CultureInfo.InvariantCulture),
            "-display", definition.Screen == MachineScreen.Window ? "gtk" : "none",
            "-monitor", "none",
            "-nic", "none",
            "-no-reboot",
            "-serial", "file:" + SessionFolder.ConsoleName,
        ];
        arguments.AddRange(definition.Disc is null
            ? ["-kernel", QemuFiles.Kernel, "-append", definition.CommandLine]
            : ["-cdrom", QemuFiles.Disc]);
        if (definition.Screen == MachineScreen.None)
        {
            arguments.AddRange(["-device", "isa-debug-exit,iobase=0xf4,iosize=4"]);
        }

        if (definition.Archive is not null && definition.Disc is null)
        {
            arguments.AddRange(["-initrd", QemuFiles.Archive]);
        }

        if (definition.Monitor || definition.Inspected)
        {
            arguments.AddRange(["-qmp", $"unix:{QemuFiles.MonitorSocket},server=on,wait=off"]);
        }

        if (definition.StartPaused)
        {
            arguments.Add("-S");
        }
        else
        {
            arguments.AddRange(["-qmp", $"unix:{QemuFiles.WatchSocket},server=on,wait=off"]);
        }

        arguments.AddRange(definition.ExtraArguments);
        return arguments;
    }
}
