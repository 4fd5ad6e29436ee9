using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Experiments;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>Processors that lack something: the kernel goes on with what there is, or says in one line why it cannot.</summary>
internal sealed class ProcessorTests
{
    private const string NoExecuteDisable = "note: the processor has no NX; whatever is mapped can be executed";
    private const string NoGlobalPages = "note: the processor has no global pages; each load of CR3 forgets the kernel's translations, too";

    [Test]
    public async Task WithoutWhatTheKernelNeedsItSaysSo()
    {
        BootResult result = await BootAsync("qemu", "coreduo,-pse", "high", "experiments=hello");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => KernelBoot.Show(result.Transcript.Lines));
        Assert.That(
            KernelBoot.Show(result.Transcript.Lines),
            Is.EqualTo("panic: the processor has no PSE, and all of memory is mapped by large pages"));
    }

    [TestCase("qemu", "pentium3", "pae", NoExecuteDisable)]
    [TestCase("bochs", "p3_katmai", "pae", NoExecuteDisable)]
    [TestCase("qemu", "coreduo,-pae", "two-level", KernelWords.NoPae)]
    [TestCase("qemu", "coreduo,-pge", "pae", NoGlobalPages)]
    [TestCase(
        "qemu", "coreduo,-cmov", "pae",
        "note: the processor lacks CMOV; the kernel's such instructions are carried out in #UD, a program's end it")]
    public async Task ItGoesOnWithWhatThereIs(string emulator, string processor, string paging, string note)
    {
        BootResult result = await BootAsync(emulator, processor, "high", "paging=pae experiments=read-kernel-text");
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(result.Transcript.Lines.TakeLast(30)));
        Assert.That(result.Transcript.Lines.OfType<NoteRecord>().Select(line => line.Text), Is.EqualTo(new[] { note }));
        Assert.That(result.Transcript.Runs.Select(run => run.Header.Paging), Is.EqualTo(MappingTable.Rows.Select(_ => paging)));
    }

    /// <summary>
    /// The kernel's compiled code needs instructions that these processors lack, but it still runs every experiment. There is little
    /// memory: to fill it takes the longest.
    /// </summary>
    [TestCase("qemu", "pentium", "high", "CMOV FXSAVE SSE", KernelWords.NoPae, NoGlobalPages)]
    [TestCase("qemu", "pentium", "low", "CMOV FXSAVE SSE", KernelWords.NoPae, NoGlobalPages)]
    [TestCase("qemu", "pentium2", "high", "SSE", NoExecuteDisable)]
    [TestCase("bochs", "pentium", "high", "CMOV FXSAVE SSE", KernelWords.NoPae, NoGlobalPages)]
    public async Task WithoutTheCompilersInstructionsEveryExperimentHolds(
        string emulator, string processor, string layout, string lacking, params string[] notes)
    {
        BootResult result = await BootAsync(emulator, processor, layout, "paging=pae", megabytes: 16);

        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(result.Transcript.Lines.TakeLast(30)));
        Assert.That(
            result.Transcript.Lines.OfType<NoteRecord>().Select(line => line.Text),
            Is.EqualTo(notes.Append(
                $"note: the processor lacks {lacking}; the kernel's such instructions are carried out in #UD, a program's end it")));
        Assert.That(result.Transcript.Runs.Select(run => run.Header.Variant), Is.EqualTo(MappingTable.Rows.Select(row => row.Name)));
        foreach (GuestRun run in result.Transcript.Runs)
        {
            Assert.That(run.Checks.Select(check => check.Name), Is.EqualTo(ExperimentTable.All.Select(experiment => experiment.Name)));
            Assert.That(
                run.Faults.Single(fault => fault.Task == "hello").Text, Does.StartWith("#UD").And.Contain("verdict=invalid-opcode"),
                "compiled, and in ring 3");
        }
    }

    /// <summary>
    /// The double-fault task runs C#, too, and the instruction that has no stack left is the kernel's or its substitute's.
    /// </summary>
    [TestCase("shared")]
    [TestCase("fourfour")]
    [TestCase("kpti")]
    public async Task AnOverflowOfTheKernelStackIsToldThereToo(string variant)
    {
        BootResult result = await BootAsync("qemu", "pentium", "high", $"variant={variant} provoke=double-fault");
        Assert.That(
            result.Transcript.Lines.OfType<PanicRecord>().Select(line => line.Text).Where((_, line) => line != 1),
            Is.EqualTo(new[] { "panic: double fault", "panic: cr2 is in the guard page: the kernel stack overflowed" }));
    }

    private static Task<BootResult> BootAsync(string emulator, string processor, string layout, string words, int megabytes = 64) =>
        KernelBoot.BootAsync(
            emulator, words, _ => KernelBoot.Definition(words, layout) with { Cpu = processor, MemoryMegabytes = megabytes });
}
