using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The disc that <c>lab iso</c> makes, as people and as graders boot it.</summary>
internal sealed class DiscTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private string folder = null!;

    private string Disc => Path.Combine(folder, "out", "CosmosPaging.iso");

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("disc-").FullName;
        Directory.CreateDirectory(Path.GetDirectoryName(Disc)!);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    /// <summary>In QEMU, whose exit code tells: no key is pressed, and the menu is not waited for.</summary>
    [Test]
    public async Task WithoutAKeyTheFirstEntryRunsAllFourCellsAndEnds()
    {
        WriteDisc(BootMenu.ForPeople);
        BootResult boot = await Boot.RunAsync(KernelBoot.Emulator(EmulatorChoice.Qemu), Definition(), Patience, CancellationToken.None);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(boot.Transcript.Lines));
        Assert.That(boot.Transcript.Runs.Select(run => (run.Header.Variant, run.Header.Paging)), Is.EqualTo(new[]
        {
            (KernelWords.Shared, KernelWords.TwoLevel), (KernelWords.FourFour, KernelWords.TwoLevel),
            (KernelWords.Shared, KernelWords.Pae), (KernelWords.FourFour, KernelWords.Pae),
        }));
        Assert.That(boot.Transcript.Lines[^1], Is.InstanceOf<DoneRecord>());
    }

    /// <summary>In QEMU, which can hold a key down while the BIOS starts.</summary>
    [Test]
    public async Task WithShiftHeldTheMenuStaysAndTheChosenEntryBoots()
    {
        WriteDisc(BootMenu.ForPeople);
        await using LookedAtMachine machine = await LookedAtMachine.StartAsync(EmulatorChoice.Qemu, Definition());
        Stopwatch watch = Stopwatch.StartNew();
        while (!(await machine.RowsAsync()).Any(row => row.Contains("CosmosPaging: both mappings", StringComparison.Ordinal)))
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience));
            await machine.HoldAsync("shift", down: true);
            await Task.Delay(50);
        }

        await machine.HoldAsync("shift", down: false);
        Assert.That(BootMenu.ForPeople.Entries[2].CommandLine, Does.StartWith("variant=fourfour paging=two-level "));
        await machine.PressAsync("down");
        await machine.PressAsync("down");
        await machine.PressAsync("ret");
        await machine.WaitForAsync(line => line is RunRecord);
        await machine.WaitForRowAsync(0, " CosmosPaging  4:4 split, two-level paging, high layout");
        await machine.PressAsync("x");
        await machine.WaitForAsync("note: a key stopped the automatic run", 1);
        RunRecord run = machine.Machine.Lines.OfType<RunRecord>().Single();
        Assert.That((run.Variant, run.Paging), Is.EqualTo((KernelWords.FourFour, KernelWords.TwoLevel)));
        Assert.That(machine.Machine.Lines.OfType<DoneRecord>(), Is.Empty);
    }

    /// <summary>In Bochs alone, since these are its settings: <c>bochs -q -f Bochs.cfg</c> on a desktop, where somebody types c; and a look at the window.</summary>
    [Test]
    public async Task BochsCfgShowsTheLiveViewInAWindow()
    {
        WriteDisc(new BootMenu([new MenuEntry("CosmosPaging", "variant=shared paging=two-level experiments=read-kernel-text screen=live")]));
        await File.WriteAllTextAsync(Path.Combine(folder, "typed"), "c\n");
        await using Desktop desktop = await Desktop.StartAsync();
        ProcessStartInfo start = new("bochs", ["-q", "-f", BuildTree.Find(AppContext.BaseDirectory)!.BochsSettings, "-rc", "typed"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DISPLAY"] = desktop.Name },
        };
        using Process bochs = Process.Start(start)!;
        try
        {
            bochs.BeginOutputReadLine();
            bochs.BeginErrorReadLine();
            string[] rows = await desktop.WaitForRowAsync(22, " Experiment ?/?? read-kernel-text                         all done: press a key");
            string all = string.Join('\n', rows);
            Assert.That(ScreenPicture.Begins(rows[0], " CosmosPaging  shared mapping, two-level paging, high layout"), all);
            Assert.That(ScreenPicture.Begins(rows[1], " read-kernel-text, task "), all);
            Assert.That(ScreenPicture.Begins(rows[21], "? the kernel page is mapped here, but U/S=0 forbids ring 3"), all);
            Assert.That(bochs.HasExited, Is.False, "the last screen stays");
            Assert.That(await File.ReadAllTextAsync(Path.Combine(folder, "out", "com1.txt")), Does.EndWith("done: held=1 failed=0\n"));
        }
        finally
        {
            bochs.Kill();
            await bochs.WaitForExitAsync();
        }
    }

    private MachineDefinition Definition() => KernelBoot.Definition("") with { Disc = Disc };

    private void WriteDisc(BootMenu menu)
    {
        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        new BootDisc(Environment.GetEnvironmentVariable("PATH")).Write(Disc, tree.StrippedKernelImage, tree.ProgramsArchive, menu);
    }
}
