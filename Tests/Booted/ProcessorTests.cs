using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>Processors that lack something: the kernel goes on with what there is, or says in one line why it cannot.</summary>
internal sealed class ProcessorTests
{
    private const string NoExecuteDisable = "note: the processor has no NX; whatever is mapped can be executed";

    [TestCase("qemu", "pentium", "high", "SSE, and the compiler's code uses XMM registers")]
    [TestCase("qemu", "pentium", "low", "SSE, and the compiler's code uses XMM registers")]
    [TestCase("qemu", "486", "high", "SSE, and the compiler's code uses XMM registers")]
    [TestCase("qemu", "coreduo,-fxsr", "high", "FXSAVE, and each trap saves XMM registers by it")]
    [TestCase("qemu", "coreduo,-pse", "high", "PSE, and all of memory is mapped by large pages")]
    [TestCase("bochs", "p2_klamath", "high", "SSE, and the compiler's code uses XMM registers")]
    public async Task WithoutWhatTheKernelNeedsItSaysSo(string emulator, string processor, string layout, string lacking)
    {
        BootResult result = await BootAsync(emulator, processor, layout, "experiments=hello");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => KernelBoot.Show(result.Transcript.Lines));
        Assert.That(KernelBoot.Show(result.Transcript.Lines), Is.EqualTo("panic: the processor has no " + lacking));
    }

    [TestCase("qemu", "pentium3", "pae", NoExecuteDisable)]
    [TestCase("bochs", "p3_katmai", "pae", NoExecuteDisable)]
    [TestCase("qemu", "coreduo,-pae", "two-level", "note: the processor has no PAE; paging is two-level")]
    [TestCase("qemu", "coreduo,-pge", "pae", "note: the processor has no global pages; each load of CR3 forgets the kernel's translations, too")]
    public async Task ItGoesOnWithWhatThereIs(string emulator, string processor, string paging, string note)
    {
        BootResult result = await BootAsync(emulator, processor, "high", "paging=pae experiments=read-kernel-text");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(result.Transcript.Lines.TakeLast(30)));
        Assert.That(result.Transcript.Lines.OfType<NoteRecord>().Select(line => line.Text), Is.EqualTo(new[] { note }));
        Assert.That(result.Transcript.Runs.Select(run => run.Header.Paging), Is.EqualTo(new[] { paging, paging }));
    }

    private static Task<BootResult> BootAsync(string emulator, string processor, string layout, string words) =>
        KernelBoot.BootAsync(emulator, words, _ => KernelBoot.Definition(words, layout) with { Cpu = processor });
}
