using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace CosmosPaging.Lab.Host;

/// <summary>What is installed for a purpose, in Debian's words: the one place where packages are named.</summary>
public static class Prerequisites
{
    /// <summary>What turns sources into images and programs, beside the .NET SDK.</summary>
    public static IReadOnlyList<Prerequisite> Build { get; } = [new("nasm", "nasm"), new("ld.lld", "lld")];

    /// <summary>QEMU.</summary>
    public static IReadOnlyList<Prerequisite> Qemu { get; } = [new("qemu-system-i386", "qemu-system-x86")];

    /// <summary>QEMU's window.</summary>
    public static IReadOnlyList<Prerequisite> Window { get; } = [new($"/usr/lib/{Machine}-linux-gnu/qemu/ui-gtk.so", "qemu-system-gui")];

    /// <summary>What makes discs that boot.</summary>
    public static IReadOnlyList<Prerequisite> Disc { get; } =
    [
        new("grub-mkrescue", "grub-common"), new("/usr/lib/grub/i386-pc/multiboot2.mod", "grub-pc-bin"),
        new("xorriso", "xorriso"), new("mformat", "mtools"),
    ];

    /// <summary>Bochs. It needs some display to be installed beside it; bochs-x is the one for people.</summary>
    public static IReadOnlyList<Prerequisite> Bochs { get; } =
    [
        new("bochs", "bochs"), new("bochs", "bochs-x"), new("bochs", "bochs-term"),
        new("/usr/share/bochs/BIOS-bochs-latest", "bochsbios"), new("/usr/share/bochs/VGABIOS-lgpl-latest", "vgabios"),
    ];

    /// <summary>What the genuine Cosmos user kit calls: its own packages have these programs for Windows alone.</summary>
    public static IReadOnlyList<Prerequisite> UserKit { get; } =
        [new("/usr/bin/yasm", "yasm"), new("/usr/bin/ld", "binutils"), new("/usr/bin/xorriso", "xorriso")];

    /// <summary>A debugger.</summary>
    public static IReadOnlyList<Prerequisite> Debugger { get; } = [new("gdb", "gdb")];

    /// <summary>What the tests need besides everything else.</summary>
    public static IReadOnlyList<Prerequisite> Tests { get; } = [new("yasm", "yasm"), new("gdb", "gdb"), new("Xvfb", "xvfb")];

    /// <summary>A C compiler, for hostile programs; where there is clang, gcc is not needed.</summary>
    public static IReadOnlyList<Prerequisite> Compiler { get; } = [new("gcc", "gcc")];

    private static string Machine => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";

    /// <summary>Looks for the first that is missing.</summary>
    /// <param name="prerequisites">What is needed.</param>
    /// <param name="searchPath">The folders to look for programs in, as the variable PATH gives them.</param>
    /// <returns>It, with every package of the purpose; none if all are there.</returns>
    public static Prerequisite? FindMissing(IReadOnlyList<Prerequisite> prerequisites, string? searchPath) =>
        prerequisites.FirstOrDefault(one => !one.IsThere(searchPath)) is { } missing
            ? missing with { Package = string.Join(' ', prerequisites.Select(one => one.Package)) }
            : null;
}
