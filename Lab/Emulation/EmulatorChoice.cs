using System;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Emulation;

/// <summary>The emulators by the names that the command line knows.</summary>
public static class EmulatorChoice
{
    /// <summary>QEMU's name.</summary>
    public const string Qemu = "qemu";

    /// <summary>Bochs' name.</summary>
    public const string Bochs = "bochs";

    /// <summary>Makes an emulator.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tree">Where its settings are.</param>
    /// <param name="searchPath">The folders to look for it in, as the variable PATH gives them.</param>
    /// <returns>The emulator.</returns>
    public static IEmulator Make(string name, BuildTree tree, string? searchPath) => name switch
    {
        Qemu => new QemuEmulator(searchPath),
        Bochs => new BochsEmulator(tree.BochsSettings, searchPath),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such emulator."),
    };
}
