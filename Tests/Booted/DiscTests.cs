using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
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
    public async Task WithoutAKeyTheFirstEntryRunsAllCellsAndEnds()
    {
        WriteDisc(BootMenu.ForPeople);
        BootResult boot = await Boot.RunAsync(KernelBoot.Emulator(EmulatorChoice.Qemu), Definition(), Patience, CancellationToken.None);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(boot.Transcript.Lines));
        Assert.That(boot.Transcript.Runs.Select(run => (run.Header.Variant, run.Header.Paging)), Is.EqualTo(new[]
        {
            ("shared", "two-level"), ("fourfour", "two-level"), ("kpti", "two-level"),
            ("shared", "pae"), ("fourfour", "pae"), ("kpti", "pae"),
        }));
        Assert.That(boot.Transcript.Lines[^1], Is.InstanceOf<DoneRecord>());
    }

    /// <summary>Every line of the menu, by key, with one experiment in place of all, so that each is quick. In Bochs one.</summary>
    [TestCase("qemu", 0, "shared two-level, fourfour two-level, kpti two-level, shared pae, fourfour pae, kpti pae")]
    [TestCase("qemu", 1, "shared two-level")]
    [TestCase("qemu", 2, "fourfour two-level")]
    [TestCase("qemu", 3, "kpti two-level")]
    [TestCase("qemu", 4, "shared pae")]
    [TestCase("qemu", 5, "fourfour pae")]
    [TestCase("qemu", 6, "kpti pae")]
    [TestCase("bochs", 2, "fourfour two-level")]
    public async Task TheChosenEntryBootsWhatItSays(string emulator, int entry, string runs)
    {
        WriteDisc(new BootMenu([.. BootMenu.ForPeople.Entries.Select(
            line => line with { CommandLine = line.CommandLine + " experiments=read-kernel-text" })]));
        await using LookedAtMachine machine = await ChooseAsync(emulator, entry);
        await machine.WaitForAsync(line => line is DoneRecord);
        Assert.That(
            string.Join(", ", machine.Machine.Lines.OfType<RunRecord>().Select(run => $"{run.Variant} {run.Paging}")), Is.EqualTo(runs));
        Assert.That(machine.Machine.Lines.OfType<CheckRecord>().Select(check => check.Held), Is.All.True);
        string[] title = BootMenu.ForPeople.Entries[entry].Title.Split(": ", 2)[1].Split(", ");
        if (entry > 0)
        {
            string[] last = runs.Split(' ');
            string format = last[1] == KernelWords.Pae ? "PAE paging" : "two-level paging";
            Assert.That(title, Is.EqualTo(new[] { MappingTable.Find(last[0])!.Title, format }));
        }
    }

    /// <summary>In QEMU, whose screen can be read without learning to: the line as it is on the disc, with all experiments.</summary>
    [Test]
    public async Task AKeyStopsWhatTheChosenEntryHasBegun()
    {
        WriteDisc(BootMenu.ForPeople);
        await using LookedAtMachine machine = await ChooseAsync(EmulatorChoice.Qemu, 2);
        await machine.WaitForAsync(line => line is RunRecord);
        await machine.WaitForRowAsync(0, " CosmosPaging  4:4 split, two-level, high layout");
        await machine.PressAsync("x");
        await machine.WaitForAsync("note: a key stopped the automatic run", 1);
        Assert.That(machine.Machine.Lines.OfType<DoneRecord>(), Is.Empty);
    }

    /// <summary>
    /// In Bochs alone, since these are its settings: <c>bochs -q -f Bochs.cfg</c> on a desktop, where somebody types c; and a look at the
    /// window.
    /// </summary>
    [Test]
    public async Task BochsCfgShowsTheLiveViewInAWindow()
    {
        WriteDisc(
            new BootMenu([new MenuEntry("CosmosPaging", "variant=shared paging=two-level experiments=read-kernel-text screen=live")]));
        await File.WriteAllTextAsync(Path.Combine(folder, "typed"), "c\n");
        await using Desktop desktop = await Desktop.StartAsync();
        string settings = BuildTree.Find(AppContext.BaseDirectory)!.BochsSettings;
        BochsProgram installed = BochsDebugger.Installed;
        string[] words = ["-q", "-f", settings, .. installed.DebuggerWords, "-rc", "typed", .. installed.BiosWords];
        ProcessStartInfo start = new("bochs", words)
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
            string[] rows = await desktop.WaitForRowAsync(
                22, " Experiment ?/?? read-kernel-text                         all done: press a key");
            string all = string.Join('\n', rows);
            Assert.That(ScreenPicture.Begins(rows[0], " CosmosPaging  shared mapping, two-level, high layout"), all);
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

    /// <summary>
    /// Holds Shift until GRUB's menu is there, goes down to a line, and presses Enter. Of keys that come quickly Bochs may lose one: each
    /// is waited for.
    /// </summary>
    private async Task<LookedAtMachine> ChooseAsync(string emulator, int entry)
    {
        const int firstRow = 4;
        const int column = 3;
        const byte chosen = 0x70; // black on light grey
        const int often = 1; // the BIOS does not listen at first, and GRUB looks once
        const int seldom = 40;
        MachineDefinition definition = Definition() with
        {
            ExtraArguments = emulator == EmulatorChoice.Bochs
                ? [$"ata0-master: type=cdrom, path={Disc}, status=inserted"]
                : []
        };
        LookedAtMachine machine = await LookedAtMachine.StartAsync(emulator, definition);
        try
        {
            int last = BootMenu.ForPeople.Entries.Count - 1;
            Task<bool> MenuAsync() => machine.ShowsAsync(firstRow + last, "???" + BootMenu.ForPeople.Entries[last].Title + " ");
            async Task<int> ChosenAsync()
            {
                Func<int, int, byte?> colours = await machine.ColoursAsync();
                return Enumerable.Range(0, last + 1).FirstOrDefault(line => colours(column, firstRow + line) == chosen, -1);
            }

            await RepeatAsync(often, () => machine.HoldAsync("shift", down: true), MenuAsync);
            await machine.HoldAsync("shift", down: false);
            for (int now = await ChosenAsync(); now != entry; now = await ChosenAsync())
            {
                string key = now < entry ? "down" : "up"; // up, if a key that seemed lost was only slow
                await RepeatAsync(
                    seldom, () => machine.PressAsync(key), async () => await ChosenAsync() is >= 0 and var then && then != now);
            }

            await RepeatAsync(seldom, () => machine.PressAsync("ret"), async () => !await MenuAsync());
            return machine;
        }
        catch
        {
            TestContext.Out.WriteLine(KernelBoot.Show(machine.Machine.Lines));
            await machine.DisposeAsync();
            throw;
        }
    }

    private MachineDefinition Definition() => KernelBoot.Definition("") with { Disc = Disc };

    /// <summary>Does something, and again after so many looks if it has not come to what it should.</summary>
    private static async Task RepeatAsync(int every, Func<Task> act, Func<Task<bool>> isDone)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int looks = 0; !await isDone(); looks++)
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience));
            if (looks % every == 0)
            {
                await act();
            }

            await Task.Delay(50);
        }
    }

    private void WriteDisc(BootMenu menu)
    {
        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        new BootDisc(Environment.GetEnvironmentVariable("PATH")).Write(Disc, tree.StrippedKernelImage, tree.ProgramsArchive, menu);
    }
}
