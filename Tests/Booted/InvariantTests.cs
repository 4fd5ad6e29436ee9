using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Invariants;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// The booted kernel breaks one of its invariants, and finds that one broken, and no other; the run then fails. What each notices:
/// <c>Kernel/InvariantTests</c>.
/// </summary>
internal sealed class InvariantTests
{
    private const string Experiment = "hello";

    /// <summary>
    /// In QEMU each of them in both layouts, and in both formats in one boot; those that need XD under PAE alone. In Bochs one of each kind
    /// of look: entries, and a task's tables.
    /// </summary>
    private static IEnumerable<TestCaseData<string, string, string, string>> Provocations =>
    [
        .. from name in InvariantList.Names
           from layout in KernelBoot.Layouts
           let paging = IsChecked(name, KernelWords.TwoLevel) ? KernelWords.All : KernelWords.Pae
           select new TestCaseData<string, string, string, string>(name, paging, layout, EmulatorChoice.Qemu),
        // A sample: what breaks is memory, which is no different there, and a boot takes two seconds.
        new("user-bit", KernelWords.Pae, KernelBoot.Layouts[0], EmulatorChoice.Bochs),
        new("kernel-copies", KernelWords.TwoLevel, KernelBoot.Layouts[0], EmulatorChoice.Bochs),
    ];

    [TestCaseSource(nameof(Provocations))]
    public async Task WhatIsProvokedIsFoundAndNothingElse(string name, string paging, string layout, string emulator)
    {
        MappingKind[] rows = [.. MappingTable.Rows.Where(row => name != "mirrored-entries" || row.WhileKernelRuns.IsSecondTree)];
        string variant = rows.Length == 1 ? rows[0].Name : KernelWords.All;
        BootResult boot = await BootAsync($"variant={variant} paging={paging} experiments={Experiment} provoke={name}", layout, emulator);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.SomeFailed), () => KernelBoot.Show(boot.Transcript.Lines));
        Cell[] cells =
        [
            .. from format in Offer.Pagings.Resolve(paging)
               from row in rows
               select new Cell(row.Name, format, layout, emulator),
        ];
        foreach (Cell cell in cells)
        {
            GuestRun run = boot.Transcript.Runs.Single(run => run.Header.Variant == cell.Variant && run.Header.Paging == cell.Paging);
            Assert.That(run.Invariants.Select(record => string.Join(',', record.Broken)), Is.EqualTo(new[] { name }), $"{cell}");
            Assert.That(run.Checks.Select(check => check.Held), Is.All.True, $"nothing else went wrong: {cell}");
        }

        Assert.That(boot.Transcript.Runs, Has.Count.EqualTo(cells.Length));
        BootVerdict verdict = BootJudge.Judge(new BootPlan(cells, []) { Experiment = Experiment }, boot);
        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Failed), "and so the lab's exit code is 1");
        Assert.That(verdict.Runs.Select(run => (run.Passed, run.Failed)), Has.All.EqualTo((1, 1)));
    }

    [TestCase("write-xor-execute")]
    [TestCase("entry-stack")]
    public async Task WithoutExecuteDisableThereIsNothingToBreak(string name)
    {
        BootResult boot = await BootAsync(
            $"paging=two-level experiments={Experiment} provoke={name}", KernelBoot.Layouts[0], EmulatorChoice.Qemu);

        Assert.That(boot.Transcript.Lines[^1].Text, Is.EqualTo("panic: nothing ran that could have been provoked"));
        Assert.That(
            boot.Transcript.Runs[0].Invariants.Select(record => (record.Held, record.Checked)),
            Is.EqualTo(new[] { (true, InvariantList.Names.Length - 3) }));
    }

    [Test]
    public async Task SwitchedOffNothingIsCheckedAndNothingIsTold()
    {
        BootResult boot = await BootAsync(
            $"paging=pae experiments={Experiment} invariants=off", KernelBoot.Layouts[0], EmulatorChoice.Qemu);

        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld));
        Assert.That(boot.Transcript.Lines.OfType<InvariantsRecord>(), Is.Empty);
        BootPlan plan = Plan("pae", KernelBoot.Layouts[0], EmulatorChoice.Qemu);
        Assert.That(BootJudge.Judge(plan with { ChecksInvariants = false }, boot).Outcome, Is.EqualTo(RunOutcome.Held));
        Assert.That(
            BootJudge.Judge(plan, boot).Outcome,
            Is.EqualTo(RunOutcome.Failed),
            "whoever wants them checked is not content with silence");
    }

    /// <summary>More trees than are read: the line says how many were left out, and nothing is called broken for that.</summary>
    [Test]
    public async Task OfManyTasksSomeAreReadAndTheOthersCounted()
    {
        BootResult boot = await OutsidePrograms.RunAsync(
            EmulatorChoice.Qemu, ("leaves-children", OutsidePrograms.Sample("leaves-children")));

        foreach (GuestRun run in OutsidePrograms.AllRuns(boot))
        {
            InvariantsRecord record = run.Invariants.Single();
            Assert.That(record.Held, record.Text);
            Assert.That(record.Trees, Is.GreaterThanOrEqualTo(TaskReader.MostTrees));
            Assert.That(record.LeftOut, Is.GreaterThanOrEqualTo(200 - TaskReader.MostTrees));
        }
    }

    [Test]
    public async Task AfterEachProgramFromOutsideThereIsALine()
    {
        string archive = Path.GetTempFileName();
        try
        {
            OutsidePrograms.Write(
                archive,
                [("one", OutsidePrograms.Sample("fork")), ("two", [1, 2, 3]), ("three", OutsidePrograms.Sample("cli"))]);
            BootResult boot = await KernelBoot.BootAsync(
                EmulatorChoice.Qemu, "experiments=none", definition => definition with { Archive = archive });
            foreach (GuestRun run in OutsidePrograms.AllRuns(boot))
            {
                Assert.That(
                    run.Invariants.Select(record => (record.Name, record.Held)),
                    Is.EqualTo(new[] { ("one", true), ("two", true), ("three", true) }));
            }
        }
        finally
        {
            File.Delete(archive);
        }
    }

    private static bool IsChecked(string name, string paging) =>
        paging == KernelWords.Pae || name is not ("write-xor-execute" or "entry-stack");

    private static BootPlan Plan(string paging, string layout, string emulator) => new(
        [.. Offer.Variants.Resolve(KernelWords.All).Select(variant => new Cell(variant, paging, layout, emulator))], [])
    {
        Experiment = Experiment,
    };

    private static Task<BootResult> BootAsync(string commandLine, string layout, string emulator) =>
        KernelBoot.BootAsync(emulator, commandLine, _ => KernelBoot.Definition(commandLine, layout));
}
