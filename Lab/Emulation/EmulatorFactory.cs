using System;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Emulation;

/// <summary>Makes emulators.</summary>
public static class EmulatorFactory
{
    /// <summary>Makes one.</summary>
    /// <param name="name">Its name: one of <see cref="EmulatorChoice"/>.</param>
    /// <param name="tree">Where its settings are.</param>
    /// <param name="searchPath">The folders to look for it in, as the variable PATH gives them.</param>
    /// <returns>The emulator.</returns>
    public static IEmulator Make(string name, BuildTree tree, string? searchPath) => name switch
    {
        EmulatorChoice.Qemu => new QemuEmulator(searchPath),
        EmulatorChoice.Bochs => new BochsEmulator(tree.BochsSettings, searchPath),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such emulator."),
    };
}
