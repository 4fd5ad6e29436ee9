using System;
using System.IO;
using System.Linq;
using CosmosKernel.Programs;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using CosmosPaging.Tests.Kernel;
using NUnit.Framework;
using Task = System.Threading.Tasks.Task;

namespace CosmosPaging.Tests.Booted;

/// <summary>What the kernel does with input that is wrong: one clear line, and it goes on, or stops with that line.</summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class BadInputTests(string emulator)
{
    [Test]
    public async Task EachBadProgramIsRefusedByNameAndTheKernelGoesOn()
    {
        TestCaseData[] bad = [.. ElfFileTests.Bad()];
        (string, byte[])[] programs =
        [
            .. bad.Select((test, index) => ($"bad-{index}", (byte[])test.Arguments[1]!)),
            ("lines", Writer((byte)'\n')), ("line", Writer((byte)'.')), ("good", OutsidePrograms.Sample("brk")),
        ];
        foreach (GuestRun run in OutsidePrograms.AllRuns(await OutsidePrograms.RunAsync(emulator, programs)))
        {
            for (int i = 0; i < bad.Length; i++)
            {
                string expected = ElfProblemText.Of((ElfProblem)bad[i].Arguments[0]!).Name;
                string line = run.Lines.Select(line => line.Text).Single(text => text.Contains($" name=bad-{i} ", StringComparison.Ordinal)
                    && (text.StartsWith("refused:", StringComparison.Ordinal) || text.StartsWith("exit:", StringComparison.Ordinal)));

                // Where the window is the task's to use, the kernel's addresses, and those of the stack elsewhere, are its own: a program
                // there is run, and falls off the end of its four NOPs.
                bool runs = KernelBoot.Mapping(run).LeavesWindowToTasks && expected is "in-kernel-space" or "on-stack";
                Assert.That(line, runs ? Does.EndWith(" status=139") : Does.Contain($" problem={expected} : "), bad[i].ToString());
            }

            Assert.That(run.Tasks.Single(task => task.Name == "good").Status, Is.Zero);

            // Each line break brings the program's name into the log, and one call may not hold up everybody for all of that.
            Assert.That(
                run.Tasks.Single(task => task.Name == "lines").Status, Is.EqualTo(3), "pieces of 64 lines, each counted with its name");
            Assert.That(run.Lines.OfType<ProgramLine>().Count(line => line.Name == "lines"), Is.EqualTo(3 * 64));
            Assert.That(run.Tasks.Single(task => task.Name == "line").Status, Is.EqualTo(64), "a page on one line is written whole");
        }
    }

    [Test]
    public async Task AProgramThatNeedsMoreMemoryThanThereIsIsRefused()
    {
        byte[] huge = new ElfBuilder().With(0x40000000, [0x90], 5).With(0x50000000, [1], 6, memoryBytes: 100 << 20).Build();
        foreach (GuestRun run in OutsidePrograms.AllRuns(
            await OutsidePrograms.RunAsync(emulator, ("huge", huge), ("good", OutsidePrograms.Sample("brk")))))
        {
            Assert.That(run.Refusals.Single().Text, Does.StartWith("refused: name=huge problem=out-of-memory "));
            Assert.That(run.Tasks.Single().Status, Is.Zero);
        }
    }

    [Test]
    public async Task ADamagedArchiveIsReportedAndWhatComesBeforeTheDamageRuns()
    {
        string path = Path.GetTempFileName();
        OutsidePrograms.Write(path, [("first", OutsidePrograms.Sample("brk")), ("second", OutsidePrograms.Sample("brk"))]);
        byte[] archive = await File.ReadAllBytesAsync(path);
        archive[archive.AsSpan().IndexOf("user/second"u8) + 3] ^= 1;
        await File.WriteAllBytesAsync(path, archive);
        BootResult result = await KernelBoot.BootAsync(emulator, "experiments=none", definition => definition with { Archive = path });
        File.Delete(path);
        foreach (GuestRun run in OutsidePrograms.AllRuns(result))
        {
            Assert.That(run.Tasks.Select(task => task.Name), Is.EqualTo(new[] { "first" }));
            Assert.That(
                run.Lines.OfType<ErrorRecord>().Single().Text,
                Does.Match("^error: the archive is damaged at [0-9a-f]{8}: the header's checksum is wrong$"));
        }
    }

    /// <summary>The name stands in the log, where a line break would let it forge records.</summary>
    [Test]
    public async Task AProgramWhoseNameCouldForgeARecordIsPassedOver()
    {
        const string name = "a\ndone: held=999 failed=0";
        foreach (GuestRun run in OutsidePrograms.AllRuns(await OutsidePrograms.RunAsync(emulator, (name, OutsidePrograms.Sample("brk")))))
        {
            Assert.That(run.Tasks, Is.Empty);
            Assert.That(
                run.Lines.OfType<ErrorRecord>().Single().Text, Does.EndWith("whose name is not made of letters, digits and ._- alone"));
        }
    }

    [TestCase("colour=red", "panic: the kernel's command line says colour=red, which it does not know")]
    [TestCase("variant=both", "panic: the kernel's command line says variant=both, which it does not know")]
    [TestCase("experiments=alchemy", "panic: there is no experiment named alchemy")]
    public async Task AnUnknownWordStopsTheKernelWithALineThatNamesIt(string words, string line)
    {
        BootResult result = await KernelBoot.BootAsync(emulator, words);
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked));
        Assert.That(result.Transcript.Lines.Select(written => written.Text), Is.EqualTo(new[] { line }));
    }

    [Test]
    public async Task ABootWithoutAnArchiveStopsWithALine()
    {
        BootResult result = await KernelBoot.BootAsync(emulator, "variant=all", definition => definition with { Archive = null });
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked));
        Assert.That(result.Transcript.Lines[^1].Text, Is.EqualTo("panic: the loader brought no archive of programs"));
    }

    // In Bochs the kernel comes from a disc, and with 2 MB it would not even start: GRUB needs them for itself.
    [TestCase(2, 4)]
    [TestCase(4, 5)]
    public async Task TooLittleMemoryStopsTheKernelWithALine(int inQemu, int inBochs)
    {
        int megabytes = emulator == EmulatorChoice.Bochs ? inBochs : inQemu;
        BootResult result = await KernelBoot.BootAsync(
            emulator, "variant=all", definition => definition with { MemoryMegabytes = megabytes });
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked));
        Assert.That(result.Transcript.Lines.Single().Text, Does.Match("^panic: (too little memory|unhandled OutOfMemoryException): "));
    }

    // What fills memory must not take time out of proportion to it. To fill 256 MB takes Bochs half a minute; QEMU shows it.
    [TestCase(8, "mmap", "mmap")]
    [TestCase(8, "fork-bomb", "fork-bomb")]
    [TestCase(256, "fork-bomb", "hello")]
    [TestCase(2048, "hello", "hello")]
    public async Task AnyOtherAmountOfMemoryWillDo(int megabytes, string inQemu, string inBochs)
    {
        string experiment = emulator == EmulatorChoice.Bochs ? inBochs : inQemu;
        BootResult result = await KernelBoot.BootAsync(
            emulator, "experiments=" + experiment, definition => definition with { MemoryMegabytes = megabytes });
        OutsidePrograms.AllRuns(result);
    }

    [TestCase("pentium3", "p4_willamette")]
    [TestCase("max", "corei7_haswell_4770")]
    public async Task OtherProcessorsWillDo(string qemus, string bochs)
    {
        string processor = emulator == EmulatorChoice.Bochs ? bochs : qemus;
        BootResult result = await KernelBoot.BootAsync(emulator, "variant=all", definition => definition with { Cpu = processor });
        OutsidePrograms.AllRuns(result);
    }

    /// <summary>
    /// A program that writes a page full of one byte, in one call, and exits with the number of bytes that it got rid of, divided by 64.
    /// </summary>
    private static byte[] Writer(byte content)
    {
        byte[] page = new byte[4096];
        Array.Fill(page, content);
        byte[] code =
        [
            0xB8, 4, 0, 0, 0, // mov eax, SYS_WRITE
            0xBB, 1, 0, 0, 0, // mov ebx, STDOUT
            0xB9, 0, 0x10, 0, 0x40, // mov ecx, 0x40001000
            0xBA, 0, 0x10, 0, 0, // mov edx, 4096
            0xCD, 0x80,
            0xC1, 0xE8, 6, // shr eax, 6
            0x89, 0xC3, // mov ebx, eax
            0xB8, 1, 0, 0, 0, // mov eax, SYS_EXIT
            0xCD, 0x80,
        ];
        return new ElfBuilder().With(0x40000000, code, flags: 5).With(0x40001000, page, flags: 6).Build();
    }
}
