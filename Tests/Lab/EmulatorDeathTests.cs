using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Emulators that a signal ends: scripts of the emulator's name, which write what a guest would and then end themselves.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class EmulatorDeathTests
{
    private const string Words =
        "run: variant=shared paging=two-level layout=high experiments=0\ntask: pid=6 name=done file=user/done.elf\n"
        + "exit: pid=6 name=done status=0\ntask: pid=7 name=culprit file=user/culprit.elf\n";

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-death-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [TestCase("FPE", "by SIGFPE (exit code 136): a division on the host had no result")]
    [TestCase("FPE", "IDIV of 80000000_00000000h (in EDX:EAX) by -1 ends QEMU; on a processor, and in Bochs, the guest gets #DE")]
    [TestCase("SEGV", "by SIGSEGV (exit code 139): ")]
    [TestCase("ABRT", "by SIGABRT (exit code 134): ")]
    [TestCase("KILL", "by SIGKILL (exit code 137): somebody killed it, or the host ran out of memory")]
    [TestCase("BUS", "by SIGBUS (exit code 135): ")]
    [TestCase("40", "by signal 40 (exit code 168): 'kill -l' names it")]
    public async Task TheSignalIsNamedAndWhoWasRunning(string signal, string words)
    {
        using FakeTree tree = WithEmulator(QemuEmulator.Program, $"printf '{Words}' >>com1.txt; kill -{signal} $$");

        LabExit exit = await tree.RunAsync("run", "--variant", "shared", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.Contain("problem: the emulator itself died, which is no end of the guest's, ").And.Contain(words));
        Assert.That(tree.Output, Does.Contain("; task 7 culprit was running last\n"));
    }

    /// <summary>QEMU hears these, and ends with success, as it does after a triple fault.</summary>
    [TestCase("HUP", "by SIGHUP (exit code 0): the terminal was closed")]
    [TestCase("INT", "by SIGINT (exit code 0): somebody pressed Ctrl-C")]
    [TestCase("TERM", "by SIGTERM (exit code 0): somebody ended it")]
    public async Task ASignalThatQemuHearsIsNoResetOfTheGuest(string signal, string words)
    {
        string qemu = ProgramSearch.Find(QemuEmulator.Program, Environment.GetEnvironmentVariable("PATH"))!;
        // Not before QEMU catches all three, which /proc tells in the last four digits: bits 0, 1 and 14.
        string script =
            $"{qemu} -display none -S & until [ $((0x$(sed -n 's/^SigCgt://p' /proc/$!/status | tail -c 5) & 0x4003)) -eq $((0x4003)) ]; "
            + $"do sleep 0.05; done; kill -{signal} $!; wait $!";
        using FakeTree tree = WithEmulator(QemuEmulator.Program, script);

        LabExit exit = await tree.RunAsync("run", "--variant", "shared", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.Contain("problem: the emulator itself died, which is no end of the guest's, ").And.Contain(words));
    }

    [Test]
    public async Task BochsDeathIsNoResultOfTheGuestsEither()
    {
        using FakeTree tree = WithEmulator("bochs", $"[ \"$1\" != --help ] || exit 0; printf '{Words}' >>com1.txt; kill -SEGV $$")
            .WithKernel(Transcripts.Good, Endings.AllHeld);

        LabExit exit = await tree.RunAsync("run", "--emulator", "bochs", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Errors);
        Assert.That(tree.Output, Does.Contain("by SIGSEGV (exit code 139): "));
    }

    [Test]
    public async Task WithoutATaskThereIsNobodyToName()
    {
        using FakeTree tree = WithEmulator(QemuEmulator.Program, "kill -KILL $$");

        Assert.That(await tree.RunAsync("run", "--paging", "pae"), Is.EqualTo(LabExit.GuestBroken));
        Assert.That(tree.Output, Does.Contain("; no task was running\n"));
    }

    [Test]
    public void OnlyExitCodesOfSignalsAreSignals()
    {
        Assert.That(new[] { 0, 1, 33, 127, 128, 193, 255 }.Select(DeathSignal.Of), Is.All.Null);
        Assert.That(Enumerable.Range(129, 64).Select(DeathSignal.Of), Has.All.Not.Null);
        Assert.That(Enumerable.Range(129, 64).Select(code => DeathSignal.Of(code)!.Number), Is.EqualTo(Enumerable.Range(1, 64)));
    }

    /// <summary>The names are those of the host's own shell.</summary>
    [Test]
    public async Task TheNamesAreLinuxs()
    {
        ProcessStartInfo start = new("bash", ["-c", "for i in {1..31}; do kill -l $i; done"]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(start)!;
        string[] names = (await shell.StandardOutput.ReadToEndAsync()).TrimEnd('\n').Split('\n');
        await shell.WaitForExitAsync();

        foreach (DeathSignal signal in Enumerable.Range(1, 31).Select(number => DeathSignal.Of(128 + number)!))
        {
            Assert.That(signal.Name, Is.EqualTo("SIG" + names[signal.Number - 1]).Or.EqualTo($"signal {signal.Number}"));
        }
    }

    private FakeTree WithEmulator(string name, string script)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        FakeTree tree = new() { SearchPath = folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH") };
        File.WriteAllText(tree.Tree.KernelImage, "no kernel is needed");
        return tree;
    }
}
