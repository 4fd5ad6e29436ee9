using System.Linq;
using CosmosKernel.Experiments;
using CosmosKernel.Mappings;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>What an experiment expects follows from a mapping's two views: for a mapping that the kernel does not have, too.</summary>
internal sealed class ExpectationTests
{
    [TestCase("read-kernel-text", "#PF-05-supervisor-only", "#PF-04-not-mapped-here", "#PF-04-not-mapped-here", "#PF-05-supervisor-only")]
    [TestCase("read-kernel-hole", "#PF-04-kernel-hole", "#PF-04-user-hole", "#PF-04-kernel-hole", "#PF-04-kernel-hole")]
    [TestCase("at-kernel-text", "refused-in-kernel-space", "exit-0", "refused-in-kernel-space", "refused-in-kernel-space")]
    [TestCase("implicit-read", "exit-0", "#PF-00-not-mapped-here", "#PF-00-not-mapped-here", "exit-0")]
    [TestCase("read-idt", "#PF-05-supervisor-only", "#PF-05-supervisor-only", "#PF-05-supervisor-only", "#PF-05-supervisor-only")]
    public void AnExperimentAsksForTheViewsAlone(string name, params string[] words)
    {
        using var machine = new FakeMachine(Cells.Formats[0], KernelLayout.High);
        Expectation expectation = ExperimentTable.All.Single(experiment => experiment.Name == name).Roles[0].Expectation;

        Assert.That(Cells.Rows.Select(row => expectation.Word(machine.Mapping(row.Name))), Is.EqualTo(words));
    }

    /// <summary>A new page of the kernel's is seen at once where one page directory is everybody's.</summary>
    [TestCase("two-level", "#PF-04-not-mapped-here", "#PF-04-not-mapped-here", "#PF-04-not-mapped-here", "#PF-04-not-mapped-here")]
    [TestCase("pae", "#PF-05-supervisor-only", "#PF-04-not-mapped-here", "#PF-04-not-mapped-here", "#PF-05-supervisor-only")]
    public void TheFormatDecidesWhoSeesANewPage(string format, params string[] words)
    {
        using var machine = new FakeMachine(Cells.Format(format), KernelLayout.High);
        Expectation expectation = ExperimentTable.All.Single(experiment => experiment.Name == "vmalloc-touched").Roles[0].Expectation;

        Assert.That(Cells.Rows.Select(row => expectation.Word(machine.Mapping(row.Name))), Is.EqualTo(words));
    }
}
