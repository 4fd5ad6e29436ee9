using System;
using System.Linq;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Running;

/// <summary>
/// What one emulator is known to do otherwise than the SDM says, in experiments whose expectation is the SDM's. The kernel names it in the
/// <c>check:</c> line; whether this emulator, in this version, has it, only the lab can know.
/// </summary>
/// <param name="Name">As the kernel names it.</param>
/// <param name="Emulator">Which emulator has it.</param>
/// <param name="FixedIn">The first version that was seen without it.</param>
public sealed record EmulatorDeviation(string Name, string Emulator, Version FixedIn)
{
    private static readonly EmulatorDeviation[] All =
    [
        // Its IRET enters virtual-8086 mode whenever EFLAGS.VM is 1 in the frame; the SDM asks for CPL=0.
        new("qemu-iret-vm", EmulatorChoice.Qemu, new Version(10, 0)),
    ];

    /// <summary>Says what is wrong about a deviation that the kernel reports.</summary>
    /// <param name="name">As the kernel names it.</param>
    /// <param name="emulator">What the kernel ran in.</param>
    /// <param name="version">That emulator's version; none if it is not known.</param>
    /// <returns>A sentence; none if this emulator is known to do so.</returns>
    public static string? ProblemWith(string name, string emulator, Version? version)
    {
        if (All.FirstOrDefault(known => known.Name == name) is not { } deviation)
        {
            return $"{name} is no known deviation of an emulator";
        }

        return deviation.Emulator != emulator ? $"{name} is a deviation of {deviation.Emulator}, and this is {emulator}"
            : version is null
            ? $"{name} belongs to versions of {emulator} before {deviation.FixedIn}, and this one does not tell its version"
            : version >= deviation.FixedIn ? $"{name} belongs to versions of {emulator} before {deviation.FixedIn}, and this is {version}"
            : null;
    }
}
