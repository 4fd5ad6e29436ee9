using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Tests.Booted;

/// <summary>gdb with the script that <c>lab debug</c> names, and QEMU for it to look into.</summary>
internal static class GdbSession
{
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    /// <summary>How long a session may last: the machine first, so that gdb is not left waiting.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>What starts QEMU, paused, with its stub at its standard input and output.</summary>
    /// <param name="definition">What to boot.</param>
    public static IReadOnlyList<string> Emulator(MachineDefinition definition) =>
    [
        "timeout", $"{Limit.TotalSeconds}", QemuEmulator.Program, "-accel", "tcg", "-cpu", "coreduo", "-m", "64", "-display", "none",
        "-no-reboot", "-nic", "none",
        "-serial", "null", "-S", "-gdb", "stdio", "-kernel", definition.KernelImage, "-initrd", definition.Archive!, "-append",
        definition.CommandLine,
    ];

    /// <summary>Runs gdb.</summary>
    /// <param name="image">The kernel's image, with debug information.</param>
    /// <param name="target">What <c>target remote</c> is told.</param>
    /// <param name="commands">What somebody types.</param>
    /// <returns>What it says, with its complaints at the end.</returns>
    public static async Task<string> RunAsync(string image, string target, IEnumerable<string> commands)
    {
        ProcessStartInfo start = new(
            "timeout", ["90", "gdb", "-batch", "-nx", "-x", "Lab/Debugging/cosmospaging.py", "-ex", "target remote " + target])
        {
            WorkingDirectory = Tree.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string command in commands)
        {
            start.ArgumentList.Add("-ex");
            start.ArgumentList.Add(command);
        }

        start.ArgumentList.Add(image);
        using Process gdb = Process.Start(start)!;
        gdb.StandardInput.Close();
        Task<string> errors = gdb.StandardError.ReadToEndAsync();
        string output = await gdb.StandardOutput.ReadToEndAsync();
        await gdb.WaitForExitAsync();
        return output + await errors;
    }
}
