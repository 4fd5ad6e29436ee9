using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The script <c>lab</c> on machines that lack something: a PATH that holds links to a few programs only.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class LabScriptTests
{
    private static readonly string[] Basics =
    [
        "bash", "env", "readlink", "dirname", "basename", "find", "mkdir", "flock", "mktemp", "rm", "mv", "sort", "grep", "cat", "cksum",
        "touch", "tail",
    ];

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-path-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task WithoutDotnetItSaysWhereToGetIt()
    {
        (int exitCode, string errors) = await RunAsync([], "help");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(errors, Is.EqualTo("lab: dotnet is missing; install the .NET SDK 10, see https://dot.net\n"));
    }

    [Test]
    public async Task WhereNothingCanBeInstalledItNamesPackagesAndCommand()
    {
        (int exitCode, string errors) = await RunAsync(["dotnet", "nasm"], "run");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(errors, Is.EqualTo(
            "lab: missing: lld qemu-system-x86; install with: apt-get install -y --no-install-recommends lld qemu-system-x86\n"));
    }

    [TestCase("run --emulator bochs", "grub-common xorriso mtools bochs bochs-x bochs-term")]
    [TestCase("run --paging pae --emulator=bochs", "grub-common xorriso mtools bochs bochs-x bochs-term")]
    [TestCase("run --kit cosmos", "grub-common xorriso mtools qemu-system-x86")]
    [TestCase("maps", "qemu-system-x86")]
    [TestCase("bench", "qemu-system-x86")]
    [TestCase("debug", "qemu-system-x86 gdb")]
    [TestCase("debug --emulator bochs", "grub-common xorriso mtools bochs bochs-x bochs-term")]
    [TestCase("iso", "grub-common xorriso mtools")]
    [TestCase("test", "qemu-system-x86 grub-common xorriso mtools bochs bochs-x bochs-term yasm gdb xvfb gcc")]
    public async Task OnlyWhatTheVerbNeedsIsAskedFor(string words, string packages)
    {
        (int exitCode, string errors) = await RunAsync(["dotnet", "nasm", "ld.lld"], words.Split(' '));

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(errors, Is.EqualTo($"lab: missing: {packages}; install with: apt-get install -y --no-install-recommends {packages}\n"));
    }

    [Test]
    public async Task WhatIsMissingIsInstalledAndAFailureToIsReported()
    {
        // It notes what it is asked for, and installs nothing.
        string apt = Path.Combine(folder, "apt-get");
        await File.WriteAllTextAsync(apt, $"#!/bin/sh\necho \"$@\" >>'{folder}/asked'\nexit 1\n");
        File.SetUnixFileMode(apt, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string sudo = Path.Combine(folder, "sudo");
        await File.WriteAllTextAsync(sudo, "#!/bin/sh\nexec \"$@\"\n");
        File.SetUnixFileMode(sudo, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        (int exitCode, string errors) = await RunAsync(["dotnet", "nasm", "ld.lld", "sh"], "run");

        Assert.That(exitCode, Is.EqualTo(3));
        Assert.That(errors, Does.StartWith("lab: installing qemu-system-x86\n").And.Contain("install with: apt-get install -y"));
        Assert.That(await File.ReadAllLinesAsync(Path.Combine(folder, "asked")), Is.EqualTo(new[]
        {
            "install -y --no-install-recommends qemu-system-x86",
            "update",
            "install -y --no-install-recommends qemu-system-x86",
        }));
    }

    private async Task<(int ExitCode, string Errors)> RunAsync(IEnumerable<string> programs, params string[] words)
    {
        foreach (string program in (string[])[.. Basics, .. programs])
        {
            string target = ProgramSearch.Find(program, Environment.GetEnvironmentVariable("PATH"))
                ?? throw new AssertionException(program + " is missing");
            File.CreateSymbolicLink(Path.Combine(folder, program), target);
        }

        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        ProcessStartInfo start = new(
            Path.Combine(folder, "bash"), [Path.Combine(tree.Root, "lab"), .. words])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true
        };
        start.Environment["PATH"] = folder;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
