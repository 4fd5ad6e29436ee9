using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Experiments;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>What must hold for a whole run, beyond each experiment.</summary>
internal sealed class WholeRunTests
{
    private static IEnumerable<TestCaseData<Cell>> Boots =>
        KernelBoot.Boots.Select(
            boot => new TestCaseData<Cell>(boot) { TestName = $"{{m}} ({boot.Emulator}, {boot.Layout}, {boot.Paging})" });

    [TestCaseSource(nameof(Boots))]
    public async Task TheKernelsAccountIsCompleteAndConsistent(Cell boot)
    {
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);

        Assert.That(
            whole.Verdict.Runs.SelectMany(run => run.Problems),
            Is.Empty,
            () => whole.Result.EmulatorWords + KernelBoot.Show(whole.Result.Transcript.Lines.TakeLast(20)));
        Assert.That(whole.Verdict.Outcome, Is.EqualTo(RunOutcome.Held));
    }

    [TestCaseSource(nameof(Boots))]
    public async Task EveryExperimentOfTheTableIsJudgedInOrder(Cell boot)
    {
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);

        foreach (RunResult run in whole.Verdict.Runs)
        {
            Assert.That(
                run.Guest?.Checks.Select(check => check.Name), Is.EqualTo(ExperimentTable.All.Select(experiment => experiment.Name)),
                run.Cell.ToString());
        }
    }

    [TestCaseSource(nameof(Boots))]
    public async Task EveryTaskEnds(Cell boot)
    {
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);

        foreach (RunResult run in whole.Verdict.Runs)
        {
            Assert.That(run.Guest?.Tasks.Where(task => task.Status is null).Select(task => task.Name), Is.Empty, run.Cell.ToString());
        }
    }

    [TestCaseSource(nameof(Boots))]
    public async Task NothingIsAnError(Cell boot)
    {
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);

        Assert.That(whole.Result.Transcript.Lines.OfType<ErrorRecord>(), Is.Empty);
        Assert.That(whole.Result.EmulatorWords, Is.Empty);
    }

    /// <summary>
    /// In <c>signal</c>, the frame for a fault's handler brings the table that the fault missed. The log tells what the processor found.
    /// </summary>
    [TestCaseSource(nameof(Boots))]
    public async Task ADeliveredFaultIsToldAsTheProcessorFoundIt(Cell boot)
    {
        const uint place = 0x6800_1000;
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);

        foreach (RunResult run in whole.Verdict.Runs)
        {
            FaultRecord fault = run.Guest!.Faults.Single(fault => fault is { Task: "signal", Cr2: place, Delivered: not null });
            Assert.That(fault.Entries[^1], Is.EqualTo(new TableEntry("pde", 0)), fault.Text);
        }
    }

    /// <summary>
    /// What the program <c>strict</c> asks for. QEMU's TCG raises neither exception, so there the program's own checks have nothing to look
    /// at.
    /// </summary>
    [TestCaseSource(nameof(Boots))]
    public async Task ExceptionsThatTheProcessorHasReachTheProgram(Cell boot)
    {
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);
        string[] expected = boot.Emulator == EmulatorChoice.Bochs ? ["#AC 7", "#XM 8"] : [];

        foreach (RunResult run in whole.Verdict.Runs)
        {
            Assert.That(
                run.Guest!.Faults.Where(fault => fault is { Task: "strict", Delivered: not null })
                    .Select(fault => $"{fault.Exception} {fault.Delivered}"),
                Is.EqualTo(expected),
                run.Cell.ToString());
        }
    }

    /// <summary>
    /// The program <c>survey</c> tells apart by the error code alone what is mapped and not for it from what is not mapped.
    /// </summary>
    [TestCaseSource(nameof(Boots))]
    public async Task ASurveyFromRingThreeFindsTheKernelOnlyWhereItIsMapped(Cell boot)
    {
        const string nothing = ": refused, error 00000004";
        const string kernel = ": refused, error 00000005";
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);

        foreach (RunResult run in whole.Verdict.Runs)
        {
            bool isMapped = KernelBoot.Mapping(run.Cell).WhileRing3Runs == KernelPart.All;
            string[] expected = (run.Cell.Layout, isMapped) switch
            {
                (KernelWords.High, true) =>
                [
                    "00001000" + nothing, "40001000: read", "40401000" + nothing, "c0001000" + kernel, "c4001000" + nothing, "ffc01000"
                        + kernel,
                ],
                (_, true) => ["00001000" + kernel, "04001000" + nothing, "40001000: read", "40401000" + nothing, "ffc01000" + kernel],
                _ => ["00001000" + nothing, "40001000: read", "40401000" + nothing, "ffc01000" + kernel],
            };
            Assert.That(
                run.Guest!.Tasks.Single(task => task.Name == "survey").Output,
                Is.EqualTo(expected.Select(line => "from " + line)),
                run.Cell.ToString());
        }
    }

    [TestCaseSource(nameof(Boots))]
    public async Task TheMappingsDifferInTheQuestionItself(Cell boot)
    {
        KernelBoot whole = await KernelBoot.WholeRunAsync(boot);
        FaultRecord[] faults =
        [
            .. MappingTable.Rows.Select(row => whole.Verdict.Runs
                .Single(run => run.Cell.Variant == row.Name).Guest!.Faults.Single(fault => fault.Task == "read-kernel-text")),
        ];

        Assert.That(faults.Select(fault => fault.ErrorCode), Is.EqualTo(new uint?[] { 5, 4, 4 }));
        Assert.That(faults.Select(fault => (fault.Cr2, fault.Eip)).Distinct().Count(), Is.EqualTo(1), "one instruction, one address");
    }
}
