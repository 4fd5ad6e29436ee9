using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Inspection;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class QemuEmulatorTests
{
    private static readonly QemuEmulator Emulator = new(Environment.GetEnvironmentVariable("PATH"));
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [TestCase(Endings.AllHeld, 33, GuestSignal.AllHeld)]
    [TestCase(Endings.SomeFailed, 35, GuestSignal.SomeFailed)]
    [TestCase(Endings.Panicked, 37, GuestSignal.Panicked)]
    [TestCase(Endings.TripleFault, 0, GuestSignal.Reset)]
    public async Task AMachineEndsAsItsGuestDecides(string ending, int exitCode, GuestSignal signal)
    {
        using FakeTree tree = new FakeTree().WithKernel("x\n", ending);

        BootResult boot = await Boot.RunAsync(Emulator, new MachineDefinition(tree.Tree.KernelImage, ""), Long, CancellationToken.None);

        Assert.That(boot.End, Is.EqualTo(new MachineEnd(signal, exitCode)), boot.EmulatorWords);
        Assert.That(boot.Transcript.Lines.Single().Text, Is.EqualTo("x"));
    }

    [Test]
    public async Task AGuestThatNeverStopsTalkingIsEnded()
    {
        using FakeTree tree = new FakeTree()
            .WithKernel(string.Concat(Enumerable.Repeat("blah blah blah blah\n", 1000)), Endings.SayItAgain);
        MachineDefinition definition = new(tree.Tree.KernelImage, "") { ConsoleMegabytes = 1 };

        BootResult boot = await Boot.RunAsync(Emulator, definition, TimeSpan.FromMinutes(1), CancellationToken.None);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.TooTalkative));
        Assert.That(boot.Transcript.Lines, Has.Count.InRange((1 << 20) / 20, ((1 << 20) / 20) + 1));
    }

    [Test]
    public async Task TheLastLineOfALongTextIsNotLost()
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"line {number}\n"));
        using FakeTree tree = new FakeTree().WithKernel(text, Endings.AllHeld);

        BootResult boot = await Boot.RunAsync(Emulator, new MachineDefinition(tree.Tree.KernelImage, ""), Long, CancellationToken.None);

        Assert.That(string.Concat(boot.Transcript.Lines.Select(line => line.Text + "\n")), Is.EqualTo(text));
    }

    [Test]
    public async Task ABootThatIsInterruptedEndsAtOnce()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.Spin);
        using CancellationTokenSource interrupt = new(TimeSpan.FromMilliseconds(500));
        Stopwatch watch = Stopwatch.StartNew();

        await Assert.ThatAsync(
            () => Boot.RunAsync(Emulator, new MachineDefinition(tree.Tree.KernelImage, ""), Long, interrupt.Token),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task NothingRunsOnWhenAMachineIsDisposedOf()
    {
        using FakeTree tree = new FakeTree().WithKernel("here\n", Endings.Spin);
        IMachine machine = Emulator.Start(new MachineDefinition(tree.Tree.KernelImage, "") { Monitor = true });
        await using QmpClient monitor = await machine.ConnectMonitorAsync(Long, CancellationToken.None);

        await machine.DisposeAsync();

        await Assert.ThatAsync(
            () => monitor.AskHumanMonitorAsync("info status", CancellationToken.None),
            Throws.TypeOf<InspectionException>());
    }

    [Test]
    public async Task PathsWithCharactersThatMeanSomethingToQemuDoNoHarm()
    {
        using FakeTree tree = new FakeTree().WithKernel("x\n", Endings.AllHeld);
        string folder = tree.PathOf("a b,c=d");
        Directory.CreateDirectory(folder);
        File.Copy(tree.Tree.KernelImage, Path.Combine(folder, "kernel,file=x.elf"));
        File.Copy(tree.Tree.ProgramsArchive, Path.Combine(folder, "pro grams,x=y.tar"));
        MachineDefinition definition = new(Path.Combine(folder, "kernel,file=x.elf"), "")
        {
            Archive = Path.Combine(folder, "pro grams,x=y.tar"),
        };

        BootResult boot = await Boot.RunAsync(Emulator, definition, Long, CancellationToken.None);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld), boot.EmulatorWords);
    }
}
