using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
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
    private static IEnumerable<Cell> Boots => KernelBoot.Boots.Where(boot => boot.Layout == KernelWords.High || boot.Emulator == EmulatorChoice.Qemu);

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
        }
    }

    /// <summary>Boots and sweeps, under all mappings.</summary>
    /// <returns>The fields of each <c>sweep:</c> line.</returns>
    private static async Task<Dictionary<string, string>[]> SweepAsync(string emulator, string paging, string layout, string? processor = null)
    {
        string words = $"variant=all paging={paging} experiments=access-sweep";
        BootResult result = await KernelBoot.BootAsync(emulator, words, _ => KernelBoot.Definition(words, layout) with { Cpu = processor });
        string all = KernelBoot.Show(result.Transcript.Lines);
        TestContext.Out.WriteLine(string.Join('\n', result.Transcript.Lines.Select(line => line.Text).Where(text => text.StartsWith("sweep", System.StringComparison.Ordinal))));
        Assert.That(result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), all);
        Assert.That(result.Transcript.Runs.SelectMany(run => run.Checks).Select(check => (check.Name, check.Held)),
            Is.EqualTo(MappingTable.Rows.Select(_ => ("access-sweep", true))), all);
        Dictionary<string, string>[] sweeps =
        [
            .. from line in result.Transcript.Lines.OfType<KernelLine>()
               where line.Text.StartsWith("sweep: ", System.StringComparison.Ordinal)
               select line.Text.Split(' ').Skip(1).Select(field => field.Split('=')).ToDictionary(field => field[0], field => field[1]),
        ];
        Assert.That(sweeps.Select(sweep => (sweep["variant"], sweep["paging"], sweep["different"])),
            Is.EqualTo(MappingTable.Rows.Select(row => (row.Name, paging, "0"))), all);
        return sweeps;
    }

    private static int Number(Dictionary<string, string> sweep, string name) => int.Parse(sweep[name], CultureInfo.InvariantCulture);
}
