using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>What must hold for a whole run, beyond each experiment.</summary>
internal sealed class WholeRunTests
{
    private static IReadOnlyList<string> Pagings => Offer.Pagings.Resolve(KernelWords.All);

    [TestCaseSource(nameof(Pagings))]
    public async Task TheKernelsAccountIsCompleteAndConsistent(string paging)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(paging);

        Assert.That(
            boot.Verdict.Runs.SelectMany(run => run.Problems),
            Is.Empty,
            () => boot.Result.EmulatorWords + KernelBoot.Show(boot.Result.Transcript.Lines.TakeLast(20)));
        Assert.That(boot.Verdict.Outcome, Is.EqualTo(RunOutcome.Held));
    }

    [TestCaseSource(nameof(Pagings))]
    public async Task EveryExperimentOfTheTableIsJudgedInOrder(string paging)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(paging);

        foreach (RunResult run in boot.Verdict.Runs)
        {
            Assert.That(run.Guest?.Checks.Select(check => check.Name), Is.EqualTo(ExperimentTable.All.Select(experiment => experiment.Name)), run.Cell.ToString());
        }
    }

    [TestCaseSource(nameof(Pagings))]
    public async Task EveryTaskEnds(string paging)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(paging);

        foreach (RunResult run in boot.Verdict.Runs)
        {
            Assert.That(run.Guest?.Tasks.Where(task => task.Status is null).Select(task => task.Name), Is.Empty, run.Cell.ToString());
        }
    }

    [TestCaseSource(nameof(Pagings))]
    public async Task NothingIsAnError(string paging)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(paging);

        Assert.That(boot.Result.Transcript.Lines.OfType<ErrorRecord>(), Is.Empty);
        Assert.That(boot.Result.EmulatorWords, Is.Empty);
    }

    [TestCaseSource(nameof(Pagings))]
    public async Task TheMappingsDifferInTheQuestionItself(string paging)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(paging);
        FaultRecord[] faults =
        [
            .. new[] { KernelWords.Shared, KernelWords.FourFour }.Select(variant => boot.Verdict.Runs
                .Single(run => run.Cell.Variant == variant).Guest!.Faults.Single(fault => fault.Task == "read-kernel-text")),
        ];

        Assert.That(faults.Select(fault => fault.ErrorCode), Is.EqualTo(new uint?[] { 5, 4 }));
        Assert.That(faults[0].Cr2, Is.EqualTo(faults[1].Cr2));
        Assert.That(faults[0].Eip, Is.EqualTo(faults[1].Eip));
    }
}
