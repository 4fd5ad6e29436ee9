using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// Nothing that the processor remembers may be older than the tables. QEMU remembers less than the hardware: a load of CR3 makes it forget
/// global pages, too, and it looks at the PDPTEs in memory each time. So what these tests are about can go wrong in Bochs alone.
/// </summary>
internal sealed class StaleTranslationTests
{
    /// <summary>
    /// Under the shared mapping, which comes first, the processor reads a descriptor for ring 3 out of the kernel's memory and remembers
    /// the page, which is global. Under the others the page must be gone.
    /// </summary>
    [Test]
    public async Task NoGlobalPageOfTheSharedMappingIsLeftUnderTheOthers(
        [ValueSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))] string emulator, [Values("two-level", "pae")] string paging)
    {
        GuestRun[] runs = await RunAsync(emulator, $"variant=all paging={paging} experiments=implicit-read");
        Assert.That(
            runs.Select(run => run.Checks.Single().Got),
            Is.EqualTo(new[] { "exit-0", "#PF-00-not-mapped-here", "#PF-00-not-mapped-here" }));
    }

    /// <summary>
    /// The heap grows into a gigabyte where the task had nothing. The trap that does it runs on the task's own tables, so its exit loads no
    /// CR3.
    /// </summary>
    [Test]
    public async Task ANewPageDirectoryPointerTableEntryCountsAtOnce(
        [ValueSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))] string emulator)
    {
        GuestRun[] runs = await RunAsync(emulator, "variant=all paging=pae experiments=new-gigabyte");
        Assert.That(runs.SelectMany(run => run.Checks).Select(check => check.Got), Is.EqualTo(new[] { "exit-0", "exit-0", "exit-0" }));
    }

    private static async Task<GuestRun[]> RunAsync(string emulator, string words)
    {
        BootResult result = await KernelBoot.BootAsync(emulator, words);
        Assert.That(
            result.End.Signal, Is.AnyOf(GuestSignal.AllHeld, GuestSignal.SomeFailed), () => KernelBoot.Show(result.Transcript.Lines));
        return [.. result.Transcript.Runs];
    }
}
