using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading.Channels;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// Bochs, without a screen. It boots discs only, so each machine gets one of its own, with one entry in its menu. The settings are those of
/// the repository's <c>Bochs.cfg</c>, which a person uses, too; what a machine needs otherwise goes on the command line, which overrides
/// them.
/// </summary>
/// <param name="settings">The path of <c>Bochs.cfg</c>.</param>
/// <param name="searchPath">The folders to look for Bochs and GRUB's tools in, as the variable PATH gives them.</param>
public sealed class BochsEmulator(string settings, string? searchPath) : IEmulator
{
    private const string Disc = "boot.iso";
    private const string DebuggerCommands = "debugger.rc";

    private readonly BootDisc discs = new(searchPath);
    private readonly BochsProgram program = new(searchPath);

    /// <inheritdoc/>
    public string Name => EmulatorChoice.Bochs;

    /// <inheritdoc/>
    public Prerequisite? FindMissing() => Prerequisites.FindMissing(Prerequisites.Bochs, searchPath) ?? discs.FindMissing();

    /// <inheritdoc/>
    public Version? FindVersion() => program.Version;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The definition asks for what only QEMU has.</exception>
    public IMachine Start(MachineDefinition definition)
    {
        if (definition.Monitor || definition.StartPaused)
        {
            throw new NotSupportedException("Bochs has no monitor.");
        }

        SessionFolder folder = new();
        try
        {
            if (definition.Disc is { } disc)
            {
                folder.Link(Disc, disc);
            }
            else
            {
                BootMenu menu = new([new MenuEntry("CosmosPaging", definition.CommandLine)]);
                discs.Write(folder.File(Disc), definition.KernelImage, definition.Archive, menu);
            }

            // Debian's Bochs is built with its debugger, which waits for a command before the first instruction.
            File.WriteAllText(folder.File(DebuggerCommands), (definition.Inspected ? BochsInspector.Preparation : "") + "continue\n");
            return new BochsMachine(
                program.Path,
                Arguments(definition),
                folder,
                definition.ConsoleMegabytes,
                Channel.CreateUnbounded<string>());
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private List<string> Arguments(MachineDefinition definition)
    {
        List<string> arguments =
        [
            "-q",
            "-f", Path.GetFullPath(settings),
            .. program.DebuggerWords, "-rc", DebuggerCommands,
            $"ata0-master: type=cdrom, path={Disc}, status=inserted",
            $"com1: enabled=1, mode=file, dev={SessionFolder.ConsoleName}",
            string.Create(CultureInfo.InvariantCulture, $"megs: {definition.MemoryMegabytes}"),
            "log: bochs.log",

            // For nobody: a display that needs neither a screen nor a terminal: it serves VNC, on the first free port from 5900 on, and
            // waits for nobody.
            definition.Screen == MachineScreen.Window ? "display_library: x" : "display_library: rfb, options=\"timeout=0\"",

            // Nobody is there to answer a question, to look at the last screen, or to go on after a breakpoint in a student's program.
            "panic: action=fatal",
            definition.Screen == MachineScreen.None ? "plugin_ctrl: unmapped=1" : "plugin_ctrl: unmapped=0",
            "magic_break: enabled=0",
            .. program.BiosWords,
        ];
        if (definition.Cpu is { } processor)
        {
            arguments.Add($"cpu: model={processor}");
        }

        arguments.AddRange(definition.ExtraArguments);
        return arguments;
    }
}
