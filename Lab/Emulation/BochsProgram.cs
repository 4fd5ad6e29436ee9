using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Emulation;

/// <summary>The Bochs that is installed.</summary>
public sealed class BochsProgram
{
    private const string Name = "bochs";
    private static readonly Version DebuggerIsAChoice = new(3, 0);
    private static readonly Version WithBrokenBios = new(2, 7);
    private readonly Lazy<Version?> version;
    private readonly Func<string> readSystem;

    /// <summary>Looks for it.</summary>
    /// <param name="searchPath">The folders to look in, as the variable PATH gives them.</param>
    /// <param name="readSystem">Reads what the system says of itself (os-release).</param>
    public BochsProgram(string? searchPath, Func<string>? readSystem = null)
    {
        this.readSystem = readSystem ?? ReadSystem;
        Path = ProgramSearch.Find(Name, searchPath) ?? Name;
        version = new(() => EmulatorVersion.Ask(Path, "--help"));
    }

    /// <summary>Its path, or its name where it is not installed.</summary>
    public string Path { get; }

    /// <summary>Its version; none if it tells none that can be read.</summary>
    public Version? Version => version.Value;

    /// <summary>
    /// The words on its command line that start its debugger. Before 3.0 there are none: a Bochs that has a debugger always starts it, and
    /// refuses the word.
    /// </summary>
    public IReadOnlyList<string> DebuggerWords => Version >= DebuggerIsAChoice ? ["-debugger"] : [];

    /// <summary>
    /// The words that choose another BIOS than Bochs.cfg's. Ubuntu 24.04's <c>BIOS-bochs-latest</c> (bochsbios 2.7+dfsg-4build5) jumps into
    /// one of its own strings before it boots anything, and ends in a triple fault; the older BIOS of the same package boots.
    /// </summary>
    public IReadOnlyList<string> BiosWords =>
        readSystem().Split('\n').Contains("ID=ubuntu") && Version is { } own && new Version(own.Major, own.Minor) == WithBrokenBios
            ? ["romimage: file=/usr/share/bochs/BIOS-bochs-legacy"]
            : [];

    private static string ReadSystem()
    {
        const string file = "/etc/os-release";
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
