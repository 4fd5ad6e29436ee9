using System;
using System.Collections.Generic;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Emulation;

/// <summary>The Bochs that is installed.</summary>
public sealed class BochsProgram
{
    private const string Name = "bochs";
    private static readonly Version DebuggerIsAChoice = new(3, 0);
    private readonly Lazy<Version?> version;

    /// <summary>Looks for it.</summary>
    /// <param name="searchPath">The folders to look in, as the variable PATH gives them.</param>
    public BochsProgram(string? searchPath)
    {
        Path = ProgramSearch.Find(Name, searchPath) ?? Name;
        version = new(() => EmulatorVersion.Ask(Path, "--help"));
    }

    /// <summary>Its path, or its name where it is not installed.</summary>
    public string Path { get; }

    /// <summary>Its version; none if it tells none that can be read.</summary>
    public Version? Version => version.Value;

    /// <summary>
    /// The words on its command line that start its debugger. Before 3.0 there are none: a Bochs that has a debugger always starts it, and refuses the word.
    /// </summary>
    public IReadOnlyList<string> DebuggerWords => Version >= DebuggerIsAChoice ? ["-debugger"] : [];
}
