using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Screen;
using CosmosPaging.Lab.Discs;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The disc that <c>lab iso</c> makes, as people and as graders boot it.</summary>
internal sealed class DiscTests
{
    private const string Keys = " V mapping F format T task S step N next A all Enter fault B tables H help Q end";
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
        using Process server = Start("Xvfb", null, "-displayfd", "1", "-screen", "0", "1024x768x24", "-fbdir", folder, "-nolisten", "tcp");
        try
        {
            string display = ":" + await server.StandardOutput.ReadLineAsync();
            using Process bochs = Start("bochs", display, "-q", "-f", BuildTree.Find(AppContext.BaseDirectory)!.BochsSettings, "-rc", "typed");
            try
            {
                string[] rows = await RowsOfWindowAsync(21, "? the kernel page is mapped here, but U/S=0 forbids ring 3");
                string all = string.Join('\n', rows);
                Assert.That(ScreenPicture.Begins(rows[0], " CosmosPaging  shared mapping, two-level paging, high layout"), all);
                Assert.That(ScreenPicture.Begins(rows[1], " read-kernel-text, task "), all);
                Assert.That(bochs.HasExited, Is.False, "the last screen stays");
            }
            finally
            {
                bochs.Kill();
                await bochs.WaitForExitAsync();
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    private MachineDefinition Definition() => KernelBoot.Definition("") with { Disc = Disc };

    private void WriteDisc(BootMenu menu)
    {
        MachineDefinition definition = KernelBoot.Definition("");
        new BootDisc(Environment.GetEnvironmentVariable("PATH")).Write(Disc, definition.KernelImage, definition.Archive, menu);
    }

    private Process Start(string program, string? display, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (display is not null)
        {
            start.Environment["DISPLAY"] = display;
        }

        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        if (display is not null)
        {
            process.BeginOutputReadLine();
        }

        return process;
    }

    /// <summary>Waits for the end of the automatic run, and for a text in a row above that with the keys, somewhere near the top left of the screen.</summary>
    private async Task<string[]> RowsOfWindowAsync(int row, string text)
    {
        string[] rows = [];
        string log = Path.Combine(folder, "out", "com1.txt");
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience)
        {
            await Task.Delay(250);
            if (!File.Exists(log) || !(await File.ReadAllTextAsync(log)).Contains("done:", StringComparison.Ordinal))
            {
                continue;
            }

            XwdPicture screen = XwdPicture.Read(Path.Combine(folder, "Xvfb_screen0"));
            foreach ((int left, int top) in from top in Enumerable.Range(0, 80) from left in Enumerable.Range(0, 16) select (left, top))
            {
                ScreenPicture picture = new();
                picture.Look((x, y) => screen[x + left, y + top]);
                if (picture.TryLearn(Canvas.Rows - 1, Keys))
                {
                    rows = [.. Enumerable.Range(0, Canvas.Rows).Select(picture.Read)];
                    break;
                }
            }

            if (rows.Length > 0 && ScreenPicture.Begins(rows[row], text))
            {
                return rows;
            }
        }

        throw new AssertionException($"the window never showed \"{text}\":\n{string.Join('\n', rows)}\nthe log: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "none")}");
    }

    /// <summary>A screen as an X server keeps it in a file: XWD's format, 32 bits a pixel.</summary>
    private sealed class XwdPicture(byte[] bytes, int start, int stride)
    {
        public int this[int x, int y] => BitConverter.ToInt32(bytes, start + (y * stride) + (x * sizeof(int))) & 0xFFFFFF;

        public static XwdPicture Read(string path)
        {
            byte[] bytes;
            using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                bytes = new byte[file.Length];
                file.ReadExactly(bytes);
            }

            int Word(int index) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(index * sizeof(int)));
            const int bitsPerPixel = 11;
            const int bytesPerLine = 12;
            const int colours = 19;
            const int colourBytes = 12;
            Assert.That(Word(bitsPerPixel), Is.EqualTo(32), path);
            return new XwdPicture(bytes, Word(0) + (Word(colours) * colourBytes), Word(bytesPerLine));
        }
    }
}
