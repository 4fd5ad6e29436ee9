using System.Linq;
using CosmosKernel.Faults;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>The ring of last faults.</summary>
[TestFixture]
public sealed class FaultHistoryTests
{
    [Test]
    public void TheLastFaultsAreKeptNewestFirst()
    {
        var history = new FaultHistory();
        Assert.That(history.Count, Is.Zero);
        for (uint i = 1; i <= FaultHistory.Capacity + 3; i++)
        {
            history.Add(new Fault { Sequence = i, Verdict = Verdict.UserHole }, "task", (int)i, "shared");
        }

        Assert.That(history.Count, Is.EqualTo(FaultHistory.Capacity));
        Assert.That(
            Enumerable.Range(0, history.Count).Select(age => history[age].Fault.Sequence),
            Is.EqualTo(Enumerable.Range(0, FaultHistory.Capacity).Select(age => (uint)(FaultHistory.Capacity + 3 - age))));
    }

    [Test]
    public void ATaskThatGetsPageAfterPageTakesOnePlace()
    {
        var history = new FaultHistory();
        history.Add(new Fault { Sequence = 1, Verdict = Verdict.UserHole }, "first", 1, "shared");
        history.Add(new Fault { Sequence = 2, Verdict = Verdict.StackGrown }, "second", 2, "shared");
        history.Add(new Fault { Sequence = 3, Verdict = Verdict.StackGrown }, "second", 2, "shared");
        history.Add(new Fault { Sequence = 4, Verdict = Verdict.StackGrown }, "third", 3, "shared");

        Assert.That(
            Enumerable.Range(0, history.Count).Select(age => (history[age].Fault.Sequence, history[age].Pid, history[age].Times)),
            Is.EqualTo(new[] { (4u, 3, 1u), (3u, 2, 2u), (1u, 1, 1u) }));
    }
}
