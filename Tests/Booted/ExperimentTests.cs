using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Experiments;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// Every experiment of the kernel's table in every variant, each as a test of its own, read from one boot for each emulator, layout and
/// format.
/// </summary>
internal sealed class ExperimentTests
{
    private static IEnumerable<TestCaseData<string, Cell>> Experiments =>
        from cell in KernelBoot.Cells
        from experiment in ExperimentTable.All
        select new TestCaseData<string, Cell>(experiment.Name, cell) { TestName = $"{experiment.Name} ({cell})" };

    [TestCaseSource(nameof(Experiments))]
    public async Task ItsExpectationHolds(string name, Cell cell)
    {
        KernelBoot boot = await KernelBoot.WholeRunAsync(cell);
        GuestRun? run = boot.Verdict.Runs.Single(result => result.Cell == cell).Guest;
        CheckRecord? check = run?.Checks.FirstOrDefault(check => check.Name == name);

        Assert.That(
            check, Is.Not.Null,
            () => "it never ran; the last lines of the boot:\n" + KernelBoot.Show(boot.Result.Transcript.Lines.TakeLast(20)));
        Assert.That(check!.Held, () => $"expected {check.Expected}, got {check.Got}:\n{KernelBoot.Show(run!.LinesOf(check))}");
    }
}
