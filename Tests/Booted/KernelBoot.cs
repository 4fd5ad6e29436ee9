using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The real kernel, booted. A whole run is booted once for each paging format, and all tests read it.</summary>
internal sealed class KernelBoot
{
    /// <summary>How long a whole run may take; on a busy machine it takes a few seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly ConcurrentDictionary<string, Lazy<Task<KernelBoot>>> WholeRuns = new();

    private KernelBoot(BootPlan plan, BootResult result)
    {
        Result = result;
        Verdict = BootJudge.Judge(plan, result);
    }

    /// <summary>The emulator that all tests boot in.</summary>
    public static QemuEmulator Emulator { get; } = new(Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Every combination that the kernel offers.</summary>
    public static IReadOnlyList<Cell> Cells { get; } =
    [
        .. from paging in Offer.Pagings.Resolve(KernelWords.All)
           from variant in Offer.Variants.Resolve(KernelWords.All)
           select new Cell(variant, paging, Offer.Layouts.Default, Emulator.Name),
    ];

    /// <summary>What came of it.</summary>
    public BootResult Result { get; }

    /// <summary>What the tool makes of it.</summary>
    public BootVerdict Verdict { get; }

    /// <summary>A run of everything, in both variants.</summary>
    /// <param name="paging">The paging format.</param>
    public static Task<KernelBoot> WholeRunAsync(string paging) => WholeRuns.GetOrAdd(
        paging, static format => new Lazy<Task<KernelBoot>>(() => BootAsync(new BootPlan([.. Cells.Where(cell => cell.Paging == format)], [])))).Value;

    /// <summary>Boots with a command line of the test's own.</summary>
    /// <param name="commandLine">The kernel's command line.</param>
    /// <param name="change">Changes the machine's definition.</param>
    public static Task<BootResult> BootAsync(string commandLine, Func<MachineDefinition, MachineDefinition>? change = null)
    {
        MachineDefinition definition = Definition(commandLine);
        return Boot.RunAsync(Emulator, change?.Invoke(definition) ?? definition, Limit, CancellationToken.None);
    }

    /// <summary>The machine that <c>lab run</c> boots.</summary>
    /// <param name="commandLine">The kernel's command line.</param>
    public static MachineDefinition Definition(string commandLine)
    {
        BuildTree tree = BuildTree.Find(AppContext.BaseDirectory)!;
        Assert.That(File.Exists(tree.KernelImage), tree.KernelImage + " is missing: build the solution first");
        return new MachineDefinition(tree.KernelImage, commandLine) { Archive = tree.ProgramsArchive };
    }

    /// <summary>Everything that the guest wrote, for a failing test's message.</summary>
    /// <param name="lines">The lines.</param>
    public static string Show(IEnumerable<ConsoleLine> lines) => string.Join('\n', lines.Select(line => line.AsWritten));

    private static async Task<KernelBoot> BootAsync(BootPlan plan) => new(plan, await BootAsync(plan.CommandLine));
}
