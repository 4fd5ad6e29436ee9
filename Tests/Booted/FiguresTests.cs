using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// Instructions, counted by the guest itself: the time-stamp counter ticks once for each, in Bochs always, in QEMU with <c>-icount</c>.
/// </summary>
[TestFixtureSource(typeof(KernelBoot), nameof(KernelBoot.Emulators))]
internal sealed partial class FiguresTests(string emulator)
{
    [TestCase("shared", 58)]
    [TestCase("fourfour", 62)]
    [TestCase("kpti", 62)]
    public async Task TheCheapestSystemCallStaysNearTheFloor(string variant, int most)
    {
        BootResult boot = await KernelBoot.BootAsync(
            emulator, $"variant={variant} experiments=null-call", definition =>
                definition with { ExtraArguments = KernelBoot.CountingInstructions(emulator) });
        string line = boot.Transcript.Lines.OfType<ProgramLine>()
            .Single(line => line.Text.StartsWith("null-call:", StringComparison.Ordinal)).Text;
        TestContext.Out.WriteLine($"{variant}: {line}");
        int instructions = int.Parse(Least().Match(line).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.That(instructions, Is.InRange(20, most));
    }

    [GeneratedRegex("min=([0-9]+)")]
    private static partial Regex Least();
}
