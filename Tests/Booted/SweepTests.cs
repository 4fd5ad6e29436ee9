using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The kernel asks its processor whether AccessCheck is right, some ten thousand times in each cell.</summary>
internal sealed class SweepTests
{
    private static readonly string[] Laxities =
        ["reserved-without-present", "reserved-ignored", "address-refused", "implicit-lifted", "loaded-unchecked", "accessed-at-top"];

    /// <summary>Where the kernel is linked makes no difference to the processor: in Bochs, which is slow, one layout will do.</summary>
    private static IEnumerable<Cell> Boots => KernelBoot.Boots.Where(
        boot => boot.Layout == KernelBoot.Layouts[0] || boot.Emulator == EmulatorChoice.Qemu);

    [TestCaseSource(nameof(Boots))]
    public async Task TheProcessorDoesWhatIsPredicted(Cell boot)
    {
        foreach (Dictionary<string, string> sweep in await SweepAsync(boot.Emulator, boot.Paging, boot.Layout))
        {
            Assert.That(Number(sweep, "combinations"), Is.GreaterThan(boot.Paging == "pae" ? 40_000 : 10_000));
            Assert.That(Number(sweep, "skipped"), Is.LessThan(Number(sweep, "combinations") / 100));

            // Bochs is as strict as the hardware.
            bool strict = boot.Emulator == EmulatorChoice.Bochs;
            Assert.That(Laxities.Sum(name => Number(sweep, name)), strict ? Is.Zero : Is.Positive);
        }
    }

    [TestCase("qemu", "max", "two-level", 60_000, TestName = "SMEP and SMAP, in QEMU")]
    [TestCase("bochs", "broadwell_ult", "two-level", 60_000, TestName = "SMEP and SMAP, in Bochs")]
    [TestCase("qemu", "max", "pae", 250_000, TestName = "SMEP, SMAP and XD")]
    [TestCase("qemu", "pentium3", "pae", 40_000, TestName = "XD is a reserved bit without NXE")]
    [TestCase("qemu", "qemu32", "pae", 40_000, TestName = "A processor that does not tell its address bits")]
    public async Task OtherProcessorsToo(string emulator, string processor, string paging, int least)
    {
        foreach (Dictionary<string, string> sweep in await SweepAsync(emulator, paging, KernelWords.High, processor))
        {
            Assert.That(Number(sweep, "combinations"), Is.GreaterThan(least));
            if (emulator == EmulatorChoice.Bochs)
            {
                Assert.That(Lax(sweep), Is.EqualTo("implicit-lifted=632"), "EFLAGS.AC lifts SMAP from descriptors, too, and that is all");
            }
        }
    }

    /// <summary>
    /// To Bochs each processor has PAT, PSE-36 and addresses of 40 bits, whatever CPUID says of it. It does the same each time to the
    /// instruction, so the number of combinations in which that shows can be told. The mapping has no part in it: one will do.
    /// </summary>
    [TestCase("pentium", "two-level", "reserved-ignored=256", TestName = "Neither PSE-36 nor PAT, in Bochs")]
    [TestCase("p2_klamath", "pae", "reserved-ignored=256 loaded-unchecked=256", TestName = "Addresses of 36 bits, in Bochs")]
    public async Task BochsKnowsOneProcessorsPagingOnly(string processor, string paging, string laxities)
    {
        Dictionary<string, string>[] sweeps =
            await SweepAsync(EmulatorChoice.Bochs, paging, KernelWords.High, processor, KernelWords.Shared);
        Assert.That(Lax(sweeps.Single()), Is.EqualTo(laxities));
    }

    /// <summary>What a processor did otherwise than the SDM says, with numbers.</summary>
    private static string Lax(Dictionary<string, string> sweep) =>
        string.Join(' ', Laxities.Where(name => Number(sweep, name) > 0).Select(name => $"{name}={sweep[name]}"));

    /// <summary>Boots and sweeps, under all mappings or one.</summary>
    /// <returns>The fields of each <c>sweep:</c> line.</returns>
    private static async Task<Dictionary<string, string>[]> SweepAsync(
        string emulator, string paging, string layout, string? processor = null, string variant = KernelWords.All)
    {
        string words = $"variant={variant} paging={paging} experiments=access-sweep";
        string[] variants = variant == KernelWords.All ? [.. MappingTable.Rows.Select(row => row.Name)] : [variant];
        BootResult result = await KernelBoot.BootAsync(emulator, words, _ => KernelBoot.Definition(words, layout) with { Cpu = processor });
        string all = KernelBoot.Show(result.Transcript.Lines);
        TestContext.Out.WriteLine(string.Join(
            '\n',
            result.Transcript.Lines.Select(line => line.Text).Where(text => text.StartsWith("sweep", System.StringComparison.Ordinal))));
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), all);
        Assert.That(result.Transcript.Runs.SelectMany(run => run.Checks).Select(check => (check.Name, check.Held)),
            Is.EqualTo(variants.Select(_ => ("access-sweep", true))), all);
        Dictionary<string, string>[] sweeps =
        [
            .. from line in result.Transcript.Lines.OfType<KernelLine>()
               where line.Text.StartsWith("sweep: ", System.StringComparison.Ordinal)
               select line.Text.Split(' ').Skip(1).Select(field => field.Split('=')).ToDictionary(field => field[0], field => field[1]),
        ];
        Assert.That(sweeps.Select(sweep => (sweep["variant"], sweep["paging"], sweep["different"])),
            Is.EqualTo(variants.Select(name => (name, paging, "0"))), all);
        return sweeps;
    }

    private static int Number(Dictionary<string, string> sweep, string name) => int.Parse(sweep[name], CultureInfo.InvariantCulture);
}
