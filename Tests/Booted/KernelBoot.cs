using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The real kernel, booted. A whole run is booted once for each emulator, layout and paging format, and all tests read it.
/// </summary>
internal sealed class KernelBoot
{
    /// <summary>How long a whole run may take; on a busy machine it takes half a minute in Bochs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;
    private static readonly SemaphoreSlim Processors = new(Environment.ProcessorCount);
    private static readonly ConcurrentDictionary<string, Lazy<Dictionary<Cell, Task<KernelBoot>>>> WholeRuns = new();

    private KernelBoot(BootPlan plan, BootResult result)
    {
        Result = result;
        Verdict = BootJudge.Judge(plan, result);
    }

    /// <summary>The names of all emulators.</summary>
    public static IReadOnlyList<string> Emulators => Offer.Emulators.Words;

    /// <summary>The image that <c>./lab test --image</c> was given; none where the lab's own kernels are booted.</summary>
    public static string? Image { get; } = TestContext.Parameters[TestCommand.ImageParameter];

    /// <summary>Where the kernels that are booted are linked.</summary>
    public static IReadOnlyList<string> Layouts { get; } =
        TestContext.Parameters[TestCommand.LayoutParameter] is { } layout ? [layout] : Offer.Layouts.Words;

    /// <summary>Every combination that the kernel offers, in every emulator.</summary>
    public static IReadOnlyList<Cell> Cells { get; } =
    [
        .. from emulator in Emulators
           from layout in Layouts
           from paging in Offer.Pagings.Resolve(KernelWords.All)
           from variant in Offer.Variants.Resolve(KernelWords.All)
           select new Cell(variant, paging, layout, emulator),
    ];

    /// <summary>The mapping of a cell.</summary>
    public static MappingKind Mapping(Cell cell) => MappingTable.Find(cell.Variant)!;

    /// <summary>The mapping of a run.</summary>
    public static MappingKind Mapping(GuestRun run) => MappingTable.Find(run.Header.Variant)!;

    /// <summary>One cell for each boot of a whole run, which does all mappings.</summary>
    public static IReadOnlyList<Cell> Boots { get; } = [.. Cells.Where(cell => cell.Variant == KernelWords.Shared)];

    /// <summary>What came of it.</summary>
    public BootResult Result { get; }

    /// <summary>What the tool makes of it.</summary>
    public BootVerdict Verdict { get; }

    /// <summary>
    /// A run of everything, under all mappings. The first request for an emulator starts all its whole runs, as many at a time as there are
    /// processors.
    /// </summary>
    /// <param name="cell">Emulator, layout and paging format.</param>
    public static Task<KernelBoot> WholeRunAsync(Cell cell) => WholeRuns.GetOrAdd(cell.Emulator, static emulator => new(() => Boots
        .Where(boot => boot.Emulator == emulator)
        .ToDictionary(boot => boot, boot => Task.Run(() => RunAsync(boot))))).Value[cell with { Variant = KernelWords.Shared }];

    /// <summary>Boots with a command line of the test's own, in the high layout, or whichever an image has.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <param name="commandLine">The kernel's command line.</param>
    /// <param name="change">Changes the machine's definition.</param>
    public static Task<BootResult> BootAsync(string emulator, string commandLine, Func<MachineDefinition, MachineDefinition>? change = null)
    {
        MachineDefinition definition = Definition(commandLine);
        return BootAsync(emulator, change?.Invoke(definition) ?? definition);
    }

    /// <summary>What has an emulator's time-stamp counter tick once for each instruction. Bochs' always does.</summary>
    /// <param name="emulator">The emulator's name.</param>
    /// <returns>More arguments for it.</returns>
    public static IReadOnlyList<string> CountingInstructions(string emulator) =>
        emulator == EmulatorChoice.Qemu ? ["-icount", "shift=0,sleep=off"] : [];

    /// <summary>An emulator.</summary>
    /// <param name="name">Its name.</param>
    public static IEmulator Emulator(string name) => EmulatorFactory.Make(name, Tree, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>The machine that <c>lab run</c> boots.</summary>
    /// <param name="commandLine">The kernel's command line.</param>
    /// <param name="layout">Where the kernel is linked. An image that somebody named is where it is.</param>
    public static MachineDefinition Definition(string commandLine, string layout = KernelWords.High)
    {
        string kernel = Image ?? Tree.KernelImageFor(layout);
        Assert.That(Tree.FindMissing(kernel), Is.Null);
        return new MachineDefinition(kernel, commandLine) { Archive = Tree.ProgramsArchive };
    }

    /// <summary>Everything that the guest wrote, for a failing test's message.</summary>
    /// <param name="lines">The lines.</param>
    public static string Show(IEnumerable<ConsoleLine> lines) => string.Join('\n', lines.Select(line => line.AsWritten));

    private static Task<BootResult> BootAsync(string emulator, MachineDefinition definition) =>
        Boot.RunAsync(Emulator(emulator), definition, Limit, CancellationToken.None);

    private static async Task<KernelBoot> RunAsync(Cell boot)
    {
        await Processors.WaitAsync();
        try
        {
            BootPlan plan = new([.. Cells.Where(cell => cell with { Variant = boot.Variant } == boot)], [])
            {
                EmulatorVersion = Emulator(boot.Emulator).FindVersion,
            };
            return new KernelBoot(plan, await BootAsync(boot.Emulator, Definition(plan.CommandLine, boot.Layout)));
        }
        finally
        {
            Processors.Release();
        }
    }
}
