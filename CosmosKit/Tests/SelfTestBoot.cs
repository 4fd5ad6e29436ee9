using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>The kit's self-test kernel in its images: high or low, optimised or not. Each is booted once, and all tests read it.</summary>
internal static partial class SelfTestBoot
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly QemuEmulator Emulator = new(Environment.GetEnvironmentVariable("PATH"));

    private static readonly ConcurrentDictionary<string, Lazy<Task<BootResult>>> Boots = new();

    private static readonly string Sources = Path.Combine(BuiltKit.Root, "CosmosKit", "SelfTest");

    /// <summary>What the images' names end with.</summary>
    public static IReadOnlyList<string> Images { get; } = [string.Empty, "-noopt", "-low", "-low-noopt"];

    /// <summary>The names of all checks, from the kernel's source: so one that never runs is missed.</summary>
    public static IReadOnlyList<string> CheckNames { get; } =
    [
        .. from file in Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Order()
           from Match match in Check().Matches(File.ReadAllText(file))
           select match.Groups[1].Value,
    ];

    /// <summary>The boot without words on the command line.</summary>
    public static Task<BootResult> OfAsync(string image) =>
        Boots.GetOrAdd(image, static name => new Lazy<Task<BootResult>>(() => OfAsync(name, string.Empty))).Value;

    /// <summary>A boot of its own.</summary>
    /// <param name="commandLine">The words on the command line.</param>
    public static Task<BootResult> OfAsync(string image, string commandLine)
    {
        string file = BuiltKit.Output("CosmosKit.SelfTest", image + ".elf");
        Assert.That(File.Exists(file), file + " is missing: build the solution first");
        return OfAsync(new MachineDefinition(file, commandLine));
    }

    /// <summary>A boot of its own.</summary>
    /// <param name="machine">What to boot.</param>
    public static Task<BootResult> OfAsync(MachineDefinition machine) => Boot.RunAsync(Emulator, machine, Limit, CancellationToken.None);

    /// <summary>What the guest wrote.</summary>
    public static string[] Lines(BootResult boot) => [.. boot.Transcript.Lines.Select(line => line.AsWritten)];

    [GeneratedRegex("""report\.Equal\(\s*"([^"]+)",""")]
    private static partial Regex Check();
}
