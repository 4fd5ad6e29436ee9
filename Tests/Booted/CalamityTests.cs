using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The ends that no kernel wants, brought about on purpose.</summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed class CalamityTests(string emulator)
{
    [TestCase("shared")]
    [TestCase("fourfour")]
    [TestCase("kpti")]
    public async Task AnOverflowOfTheKernelStackIsADoubleFaultWithAPanicPage(string variant)
    {
        BootResult result = await KernelBoot.BootAsync(emulator, $"variant={variant} provoke=double-fault");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => KernelBoot.Show(result.Transcript.Lines));
        string[] page = [.. result.Transcript.Lines.OfType<PanicRecord>().Select(line => line.Text)];
        Assert.That(page, Has.Length.EqualTo(3));
        Assert.That(page[0], Is.EqualTo("panic: double fault"));
        Assert.That(
            page[1],
            Does.Match("^panic: eip=c01[0-9a-f]{5} esp=[0-9a-f]{8} ebp=[0-9a-f]{8} cs=0008 eflags=[0-9a-f]{8} cr2=[0-9a-f]{8}$"));
        Assert.That(page[2], Is.EqualTo("panic: cr2 is in the guard page: the kernel stack overflowed"));
    }

    [Test]
    public async Task AKernelFaultInTheHandlerOfKernelFaultsIsAPanicAndNoLoop()
    {
        BootResult result = await KernelBoot.BootAsync(
            emulator, "variant=shared paging=two-level experiments=vmalloc provoke=nested-fault");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => KernelBoot.Show(result.Transcript.Lines));
        string[] page = [.. result.Transcript.Lines.OfType<PanicRecord>().Select(line => line.Text)];
        Assert.That(page[0], Is.EqualTo("panic: a page fault while a page fault of the kernel's was being handled"));
        Assert.That(page[1], Is.EqualTo("panic: #PF in the kernel"));
        Assert.That(page[2], Does.Contain(" error=0000 cr2=fa00f000 "));
    }

    [Test]
    public async Task AKernelFaultThatAnEntryDoesNotMendIsAPanicTheSecondTimeAndNoLoop()
    {
        BootResult result = await KernelBoot.BootAsync(
            emulator, "variant=shared paging=two-level experiments=vmalloc-touched-late provoke=repeated-fault");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => KernelBoot.Show(result.Transcript.Lines));
        FaultRecord[] copied = [.. result.Transcript.Lines.OfType<FaultRecord>().Where(fault => fault.Verdict == "kernel-entry-copied")];
        Assert.That(copied.Select(fault => fault.Cr2), Is.EqualTo(new uint?[] { 0xFA3FFFFC }), "the first time its entry was copied");
        string[] page = [.. result.Transcript.Lines.OfType<PanicRecord>().Select(line => line.Text)];
        Assert.That(page[0], Is.EqualTo("panic: the kernel has nothing mapped at that address of the vmalloc area"));
        Assert.That(page[2], Does.Contain(" error=0000 cr2=fa3ffffc "), "the second time there was nothing to copy");
    }

    [Test]
    public async Task AKernelFaultThatNoEntryMendsIsAPanicThatSaysSo()
    {
        BootResult result = await KernelBoot.BootAsync(emulator, "experiments=none provoke=kernel-hole");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => KernelBoot.Show(result.Transcript.Lines));
        string[] page = [.. result.Transcript.Lines.OfType<PanicRecord>().Select(line => line.Text)];
        Assert.That(page[0], Is.EqualTo("panic: the kernel has nothing mapped at that address of the vmalloc area"));
        Assert.That(page[2], Does.Contain(" error=0000 cr2=feffffff "));
    }

    [Test]
    public async Task APanicEndsTheMachineAndSaysWhy()
    {
        BootResult result = await KernelBoot.BootAsync(emulator, "provoke=panic");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked));
        Assert.That(result.Transcript.Lines[^1].Text, Is.EqualTo("panic: the command line asked for it"));
    }
}
