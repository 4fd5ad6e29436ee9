using System;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Emulation;

/// <summary>A program that can boot the kernel.</summary>
public interface IEmulator
{
    /// <summary>The name on the command line and in reports.</summary>
    public string Name { get; }

    /// <summary>What must be installed first.</summary>
    /// <returns>The missing package; none if the emulator can be started.</returns>
    public Prerequisite? FindMissing();

    /// <summary>Asks the emulator for its version.</summary>
    /// <returns>The version; none if it tells none that can be read.</returns>
    public Version? FindVersion();

    /// <summary>Starts a machine.</summary>
    /// <param name="definition">What to boot, and how.</param>
    /// <returns>The running machine, which the caller must dispose of.</returns>
    public IMachine Start(MachineDefinition definition);
}
