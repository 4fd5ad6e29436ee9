using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Programs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Hostile programs are built in a folder that several runs use at once, each with a seed and a table of its own.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class HostileBuildTests
{
    private const uint Mark = 0x5EED0000;

    private static readonly string? SearchPath = Environment.GetEnvironmentVariable("PATH");

    private DirectoryInfo folder = null!;

    private string Sources => Path.Combine(folder.FullName, "Programs", "Hostile");

    private string Source => Path.Combine(Sources, "one.asm");

    [SetUp]
    public void MakeTree()
    {
        folder = Directory.CreateTempSubdirectory("cosmospaging-hostile-build-");
        Directory.CreateDirectory(Sources);
        string script = Path.Combine(BuildTree.Find(AppContext.BaseDirectory)!.Root, "Programs", "Hostile", "program.ld");
        File.Copy(script, Path.Combine(Sources, "program.ld"));
        WriteSource("dd 0x5EED0000 + SEED * 16 + VALUE");
    }

    [TearDown]
    public void RemoveTree() => folder.Delete(recursive: true);

    [Test]
    public async Task RunsAtOnceWithOtherSeedsAndOtherTablesDoNotDisturbEachOther()
    {
        const int Rounds = 6;
        for (int round = 0; round < Rounds; round++)
        {
            // All of them want to make all the programs, and two of them the same ones.
            File.SetLastWriteTimeUtc(Source, DateTime.UtcNow);
            (int Seed, int Value)[] runs = [(1, 1), (1, 1), (1, 2), (2, 1), (2, 2)];
            IEnumerable<Task<byte[]>> builds = runs.Select(run => Task.Run(() => BuildAsync(run.Seed, run.Value)));
            byte[][] programs = await Task.WhenAll(builds);
            Assert.That(programs.Select(MarkOf), Is.EqualTo(runs.Select(run => Mark + (uint)((run.Seed * 16) + run.Value))));
        }

        string[] left = Directory.GetFiles(Path.Combine(folder.FullName, "artifacts", "hostile"));
        Assert.That(left, Has.Length.EqualTo(4).And.All.EndsWith(".elf"));
    }

    [Test]
    public async Task AProgramIsMadeOnceUntilASourceChanges()
    {
        await BuildAsync(1, 1);
        string program = Directory.GetFiles(Path.Combine(folder.FullName, "artifacts", "hostile")).Single();
        File.WriteAllText(program, "is this made again?");
        File.SetLastWriteTimeUtc(program, DateTime.UtcNow);
        Assert.That(await BuildAsync(1, 1), Is.EqualTo("is this made again?"u8.ToArray()));
        WriteSource("dd 0x5EED0000 + 9");
        File.SetLastWriteTimeUtc(Source, DateTime.UtcNow.AddSeconds(1));
        Assert.That(MarkOf(await BuildAsync(1, 1)), Is.EqualTo(Mark + 9));
    }

    [Test]
    public async Task ASourceThatChangesWhileItIsCompiledIsCompiledAgain()
    {
        // An assembler that somebody is quicker than: when it ends, the source is another.
        string tools = Path.Combine(folder.FullName, "tools");
        string assembler = Path.Combine(tools, "nasm");
        Directory.CreateDirectory(tools);
        string real = ProgramSearch.Find("nasm", SearchPath)!;
        File.WriteAllText(assembler, $"#!/bin/sh\n{real} \"$@\"\nsed -i 's/dd .*/dd 0x5EED0000 + 7/' {Source}\n");
        File.SetUnixFileMode(assembler, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.That(MarkOf(await BuildAsync(1, 1, tools + Path.PathSeparator + SearchPath)), Is.EqualTo(Mark + 16 + 1));
        Assert.That(MarkOf(await BuildAsync(1, 1)), Is.EqualTo(Mark + 7));
    }

    [Test]
    public void WhatDoesNotBuildLeavesNothingBehind()
    {
        WriteSource("no instruction at all");
        Assert.That(() => BuildAsync(1, 1), Throws.TypeOf<PrerequisiteException>().With.Message.Contains("nasm failed"));
        Assert.That(Directory.GetFiles(Path.Combine(folder.FullName, "artifacts", "hostile")), Is.Empty);
    }

    /// <summary>A link that leads nowhere: like a file that was there when the folder was listed, and is gone.</summary>
    [Test]
    public void ACopyOfTheTreeDoesWithoutWhatAnotherRunHasRemoved()
    {
        File.CreateSymbolicLink(Path.Combine(Sources, "gone"), Path.Combine(Sources, "nowhere"));
        using TreeCopy copy = new(new BuildTree(folder.FullName));
        string[] copied = Directory.GetFiles(Path.Combine(copy.Root, "Programs", "Hostile"));
        Assert.That(copied.Select(Path.GetFileName), Is.EquivalentTo(new[] { "one.asm", "program.ld" }));
    }

    private async Task<byte[]> BuildAsync(int seed, int value, string? searchPath = null)
    {
        Attack attack = new("one", "tries nothing")
        {
            Source = "one.asm",
            Defines = [string.Create(CultureInfo.InvariantCulture, $"VALUE={value}")],
        };
        HostileBuild build = new(new BuildTree(folder.FullName), searchPath ?? SearchPath) { Seed = seed };
        IReadOnlyList<OutsideProgram> programs = await build.BuildAsync([attack], KernelWords.TwoLevel, CancellationToken.None);
        return programs.Single().Content;
    }

    private void WriteSource(string data) => File.WriteAllText(Source, $"bits 32\nglobal _start\nsection .text\n_start:\n{data}\n");

    private static uint MarkOf(byte[] program) => Enumerable.Range(0, program.Length - 3)
        .Select(at => BitConverter.ToUInt32(program, at)).FirstOrDefault(word => word >> 16 == Mark >> 16);
}
