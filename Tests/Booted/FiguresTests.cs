using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>Instructions, counted by the guest itself while QEMU's time-stamp counter ticks once for each.</summary>
internal sealed partial class FiguresTests
{
    [TestCase("shared", 60)]
    [TestCase("fourfour", 80)]
    public async Task TheCheapestSystemCallStaysNearTheFloor(string variant, int most)
    {
        GuestRun run = OutsidePrograms.BothRuns(await KernelBoot.BootAsync(
            "variant=all experiments=null-call", definition => definition with { ExtraArguments = ["-icount", "shift=0,sleep=off"] })).Single(run => run.Header.Variant == variant);
        string line = run.Lines.OfType<ProgramLine>().Single(line => line.Text.StartsWith("null-call:", System.StringComparison.Ordinal)).Text;
        TestContext.Out.WriteLine($"{variant}: {line}");
        int instructions = int.Parse(Least().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(instructions, Is.InRange(20, most));
    }

    [GeneratedRegex("min=([0-9]+)")]
    private static partial Regex Least();
}
