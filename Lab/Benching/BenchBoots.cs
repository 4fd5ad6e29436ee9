using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Benching;

/// <summary>
/// The boots that a benchmark takes, for each paging format: one that counts instructions, one that takes the time, and one in a larger
/// machine. Both mappings run in every one of them, so that what is compared was measured in one run.
/// </summary>
/// <param name="emulator">What to boot in.</param>
/// <param name="layout">Where the kernel is linked.</param>
/// <param name="kernel">The kernel's ELF file.</param>
/// <param name="archives">Writes an archive with the given programs in it, and gives its path.</param>
/// <param name="limit">How long one boot may take.</param>
public sealed class BenchBoots(
    IEmulator emulator, string layout, string kernel, Func<IReadOnlyList<string>, string> archives, TimeSpan limit)
{
    private const int SmallMegabytes = 64;
    private const int LargeMegabytes = 512;

    // Of the guest's clock, which in Bochs runs ahead of anybody's. The boot's own limit ends what hangs.
    private const int ProgramSeconds = 3600;

    // The exit lines of every task that lived.
    private const int ConsoleMegabytes = 256;

    private static readonly string[] CountInstructions = ["-icount", "shift=0,sleep=off"];

    /// <summary>The processor, by the emulator's name for it, if one was named.</summary>
    public string? Processor { get; init; }

    /// <summary>How far the boots are: told of every line.</summary>
    public BootProgress? Progress { get; set; }

    private bool Counts => emulator.Name == EmulatorChoice.Bochs;

    /// <summary>Measures a paging format.</summary>
    /// <param name="paging">Which one.</param>
    /// <param name="cancellation">Ends the machines.</param>
    /// <returns>A cell for each mapping, with what was measured before a guest broke down, if one did.</returns>
    public async Task<IReadOnlyList<BenchCell>> MeasureAsync(string paging, CancellationToken cancellation)
    {
        string both = archives([BenchReading.Program, ScaleReading.Program]);
        string bench = archives([BenchReading.Program]);
        string spawn = archives([ScaleReading.Program]);
        string[] counting = Counts ? [] : CountInstructions;
        Task<BootResult> small = BootAsync(paging, both, SmallMegabytes, counting, cancellation);
        Task<BootResult> large = BootAsync(paging, spawn, LargeMegabytes, counting, cancellation);
        await Task.WhenAll(small, large).ConfigureAwait(false);

        // By itself: a neighbour would cost it time.
        BootResult? timed = Counts || IsBroken(small.Result) || IsBroken(large.Result)
            ? null
            : await BootAsync(paging, bench, SmallMegabytes, [], cancellation).ConfigureAwait(false);
        return
        [
            .. Offer.Variants.Resolve(KernelWords.All).Select(variant => new BenchCell(
                new Cell(variant, paging, layout, emulator.Name),
                new BenchReading(RunOf(small.Result, variant)),
                timed is null ? null : new BenchReading(RunOf(timed, variant)),
                [
                    (SmallMegabytes, new ScaleReading(RunOf(small.Result, variant))),
                    (LargeMegabytes, new ScaleReading(RunOf(large.Result, variant))),
                ])
            {
                Broken = [.. new[] { small.Result, large.Result, timed }.OfType<BootResult>().Where(IsBroken)],
            }),
        ];
    }

    /// <summary>How many lines with figures a paging format gives.</summary>
    public int LinesOfAFormat
    {
        get
        {
            int bench = Operations.All.Count + 1;
            const int spawn = 2 * ScaleReading.Rounds;
            return Offer.Variants.Values.Count * (bench + spawn + spawn + (Counts ? 0 : bench));
        }
    }

    /// <summary>Whether a line has figures.</summary>
    /// <param name="line">The line.</param>
    /// <returns>Whether it counts among <see cref="LinesOfAFormat"/>.</returns>
    public static bool HasFigures(ConsoleLine line) =>
        line is ProgramLine { Name: BenchReading.Program or ScaleReading.Program } program
            && program.Text.Contains('=', StringComparison.Ordinal);

    private static bool IsBroken(BootResult boot) => boot.Breakdown is not null;

    private async Task<BootResult> BootAsync(
        string paging, string archive, int megabytes, IReadOnlyList<string> extra, CancellationToken cancellation)
    {
        string words = $"variant={KernelWords.All} paging={paging} experiments=none seconds={ProgramSeconds} {KernelWords.NoInvariants}";
        MachineDefinition machine = new(kernel, words)
        {
            Archive = archive,
            Cpu = Processor,
            MemoryMegabytes = megabytes,
            ConsoleMegabytes = ConsoleMegabytes,
            ExtraArguments = extra,
        };
        return await Boot.RunAsync(emulator, machine, limit, cancellation, Progress?.Begin()).ConfigureAwait(false);
    }

    private static GuestRun RunOf(BootResult boot, string variant) =>
        boot.Transcript.Runs.FirstOrDefault(run => run.Header.Variant == variant)
        ?? new GuestRun(new RunRecord("", variant, "", "", 0), []);
}
