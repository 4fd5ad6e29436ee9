using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

[UnsupportedOSPlatform("windows")]
internal sealed class BochsEmulatorTests
{
    [TestCase("PRETTY_NAME=\"Ubuntu 24.04.3 LTS\"\nID=ubuntu\nID_LIKE=debian\n", "2.7", true)]
    [TestCase("ID=ubuntu\n", "3.0", false)]
    [TestCase("ID=debian\n", "2.7", false)]
    [TestCase("ID=pop\nID_LIKE=\"ubuntu debian\"\n", "2.7", false)]
    [TestCase("", "2.7", false)]
    public async Task WhereThePackagesBiosIsBrokenTheOlderOneIsTaken(string system, string version, bool older)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cosmospaging-bochs-");
        string bochs = Path.Combine(folder.FullName, "bochs");
        await File.WriteAllTextAsync(bochs, $"#!/bin/sh\necho 'Bochs x86 Emulator {version}'\n");
        File.SetUnixFileMode(bochs, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        BochsProgram program = new(folder.FullName, () => system);

        Assert.That(program.BiosWords, older ? Has.One.Contains("BIOS-bochs-legacy") : Is.Empty);
        folder.Delete(recursive: true);
    }

    private const string Held = "done: held=2 failed=0\n";
    private const string Failed = "done: held=1 failed=1\n";
    private const string Panicked = "panic: no memory\n";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [TestCase(Held, Endings.BochsShutdown, GuestSignal.AllHeld)]
    [TestCase(Failed, Endings.BochsShutdown, GuestSignal.SomeFailed)]
    [TestCase(Panicked, Endings.BochsShutdown, GuestSignal.Panicked)]
    [TestCase("x\n", Endings.BochsShutdown, GuestSignal.Ended)]
    [TestCase(Held, Endings.TripleFault, GuestSignal.Reset)]
    public async Task AMachineEndsAsItsGuestDecides(string words, string ending, GuestSignal signal)
    {
        using FakeTree tree = new FakeTree().WithKernel(words, ending);

        BootResult boot = await BootAsync(tree, Long);

        Assert.That(boot.End, Is.EqualTo(new MachineEnd(signal, 1)), boot.EmulatorWords);
        Assert.That(boot.Transcript.Lines.Single().Text, Is.EqualTo(words.TrimEnd('\n')));
    }

    [Test]
    public async Task AGuestThatHangsIsEnded()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.Hang);

        BootResult boot = await BootAsync(tree, TimeSpan.FromSeconds(8));

        Assert.That((boot.End.Signal, boot.End.ExitCode), Is.EqualTo((GuestSignal.TimedOut, (int?)null)));
        Assert.That(boot.Breakdown, Does.Match(
            "^the guest hung: it had not ended after 8 s; "
            + "the processor was in ring 0 at CS:EIP [0-9a-f]{4}:001[0-9a-f]{5}, interrupts off$"));
        Assert.That(boot.Transcript.Lines.Single().Text, Is.EqualTo("here"));
    }

    [Test]
    public async Task SeveralMachinesRunAtOnceAndDoNotMeet()
    {
        string[] words = [.. Enumerable.Range(1, 4).Select(number => $"note: machine {number}\n{Held}")];

        BootResult[] boots = await Task.WhenAll(words.Select(async text =>
        {
            using FakeTree tree = new FakeTree().WithKernel(text, Endings.BochsShutdown);
            return await BootAsync(tree, Long);
        }));

        Assert.That(boots.Select(boot => boot.End.Signal), Is.All.EqualTo(GuestSignal.AllHeld));
        Assert.That(boots.Select(boot => string.Concat(boot.Transcript.Lines.Select(line => line.Text + "\n"))), Is.EqualTo(words));
    }

    [Test]
    public async Task WhatBochsComplainsOfIsPassedOn()
    {
        using FakeTree tree = new FakeTree().WithKernel("x\n", Endings.BochsShutdown);
        MachineDefinition definition = new(tree.Tree.KernelImage, "") { ExtraArguments = ["nonsense: 1"] };

        BootResult boot = await Boot.RunAsync(Emulator(tree), definition, Long, CancellationToken.None);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.EmulatorFailed));
        Assert.That(boot.EmulatorWords, Does.Contain("directive 'nonsense' not understood"));
    }

    [Test]
    public async Task AnImageThatIsNoKernelIsNotBooted()
    {
        using FakeTree tree = new();
        await File.WriteAllTextAsync(tree.Tree.KernelImage, "no kernel");

        Assert.That(await tree.RunAsync("run", "--emulator", "bochs"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("it has no Multiboot header"));
    }

    [Test]
    public async Task TheWholeToolWorksWithIt()
    {
        using FakeTree tree = new FakeTree().WithKernel(Transcripts.GoodAll, Endings.BochsShutdown);

        LabExit exit = await tree.RunAsync("run", "--emulator", "bochs", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.Held), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.EndWith("6 expectations held, 0 failed\n"));
    }

    [Test]
    public async Task WithoutBochsThePackagesAreNamed()
    {
        using FakeTree tree = new() { SearchPath = "/nonexistent" };

        Assert.That(await tree.RunAsync("run", "--emulator", "bochs"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("apt-get install -y --no-install-recommends bochs bochs-x bochs-term bochsbios vgabios"));
    }

    private static BochsEmulator Emulator(FakeTree tree) => new(tree.Tree.BochsSettings, tree.SearchPath);

    private static Task<BootResult> BootAsync(FakeTree tree, TimeSpan limit) =>
        Boot.RunAsync(Emulator(tree), new MachineDefinition(tree.Tree.KernelImage, ""), limit, CancellationToken.None);
}
