using System;
using System.Linq;
using CosmosPaging.Lab.Attacks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>What the judge of attacks lets pass, and what it does not.</summary>
internal sealed class AttackJudgeTests
{
    private const string Header = "run: variant=shared paging=two-level layout=high experiments=0\n";
    private const string End = "end: variant=shared paging=two-level held=0 failed=0\n";
    private const string Invariants = "invariants: name=thief result=held checked=8 trees=1\n";
    private const string Begin = "task: pid=1 name=thief file=user/thief.elf\n";
    private const string Holding = "[1 thief] checks=3 failed=0\nexit: pid=1 name=thief status=0\n";
    private const string Fault =
        "#GP 0001 task=thief mapping=shared paging=two-level eip=40000000 error=0000[] verdict=general-protection : a rule was broken\n";

    private static readonly Cell Cell = new("shared", "two-level", "high", "qemu");
    private static readonly Attack Checked = new("thief", "tries");
    private static readonly Attack Faulting = new("thief", "tries") { End = AttackEnd.Fault(11, "#GP", "general-protection") };
    private static readonly Attack Witnessed = new("thief", "tries") { HasWitness = true };

    [Test]
    public void AProgramWhoseChecksHoldHolds() =>
        Assert.That(Outcome(Checked, Begin + Holding), Is.EqualTo(AttackOutcome.Held));

    [TestCase("[1 thief] checks=3 failed=0\nexit: pid=1 name=thief status=1\n", "it ended with 1, not with 0", TestName = "another status")]
    [TestCase("exit: pid=1 name=thief status=0\n", "it never counted its checks", TestName = "no count")]
    [TestCase("[1 thief] checks=0 failed=0\nexit: pid=1 name=thief status=0\n", "it checked nothing", TestName = "nothing checked")]
    [TestCase(
        "[1 thief] checks=3 failed=1\nexit: pid=1 name=thief status=0\n", "it counts 1 failures, and tells 0", TestName = "a lost line")]
    [TestCase(
        "[1 thief] FAIL it\n[1 thief] checks=3 failed=1\nexit: pid=1 name=thief status=1\n",
        "it says: it",
        TestName = "a failure of its own")]
    [TestCase("[2 other] x\n" + Holding, "another program wrote", TestName = "another writer")]
    [TestCase("exit: pid=7 name=other status=0\n" + Holding, "another task ended", TestName = "another end")]
    [TestCase("error: a frame is missing\n" + Holding, "error: a frame", TestName = "an error")]
    [TestCase("nonsense\n" + Holding, "no record", TestName = "a line of nobody")]
    [TestCase(
        Holding + "invariants: name=thief result=failed checked=8 trees=1 broken=user-bit at=c0001000 : U/S=1\n",
        "invariants:",
        TestName = "an invariant")]
    [TestCase("[1 thief] checks=3 failed=0\n", "it ended with nothing", TestName = "no end")]
    public void WhatMustNotBeIsAProblem(string lines, string problem)
    {
        AttackResult result = Judge(Checked, Begin + lines);
        Assert.That(result.Outcome, Is.EqualTo(AttackOutcome.Failed));
        Assert.That(result.Problems, Has.Some.Contains(problem));
    }

    [Test]
    public void AKernelThatDoesNotLookAtItsInvariantsDoesNotPass()
    {
        AttackResult result = AttackJudge.Judge(Checked, Cell, version: null, Run(Header + Begin + Holding + End), breakdown: null, []);
        Assert.That(result.Problems, Has.Some.Contains("invariants"));
    }

    [Test]
    public void AnEndByAFaultIsJudgedByTheFault()
    {
        const string exit = "exit: pid=1 name=thief status=139\n";
        Assert.That(Outcome(Faulting, Begin + Fault + exit), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Faulting, Begin + exit), Is.EqualTo(AttackOutcome.Failed), "no fault");
        string another = Fault.Replace("general-protection", "port-forbidden", StringComparison.Ordinal);
        Assert.That(Outcome(Faulting, Begin + another + exit), Is.EqualTo(AttackOutcome.Failed), "another verdict");
        string survived = Fault.Replace(" : ", " delivered=11 : ", StringComparison.Ordinal);
        Assert.That(Outcome(Faulting, Begin + survived + exit), Is.EqualTo(AttackOutcome.Failed), "one that it survived");
    }

    [Test]
    public void AFaultOfTheKernelsOwnIsAProblem()
    {
        const string kernels = "#PF 0001 task=thief mapping=shared paging=two-level eip=c0100000 cr2=00000000 "
            + "error=00[supervisor,read,not-present] pde=00000000 verdict=null-pointer : page 0 is never mapped\n";
        AttackResult result = Judge(Checked, Begin + kernels + Holding);
        Assert.That(result.Problems, Has.Some.Contains("a fault of the kernel's own"));
    }

    [Test]
    public void TheWitnessMustEndWell()
    {
        const string rest = Holding;
        const string witness = "task: pid=2 name=thief parent=1\n";
        Assert.That(Outcome(Witnessed, Begin + witness + rest + "exit: pid=2 name=thief status=0\n"), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Witnessed, Begin + witness + rest + "exit: pid=2 name=thief status=1\n"), Is.EqualTo(AttackOutcome.Failed));
        Assert.That(Outcome(Witnessed, Begin + witness + rest), Is.EqualTo(AttackOutcome.Failed), "it never ended");
        Assert.That(Outcome(Witnessed, Begin + rest), Is.EqualTo(AttackOutcome.Failed), "there is none");
    }

    [Test]
    public void ARefusalIsAnEndWhereItIsDue()
    {
        const string refused = "refused: name=thief problem=in-kernel-space : segment 0 lies in the kernel's part of this address space\n";
        Assert.That(Outcome(Checked with { End = AttackEnd.Refused("in-kernel-space") }, refused), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Checked with { End = AttackEnd.Refused("on-stack") }, refused), Is.EqualTo(AttackOutcome.Failed));
        Assert.That(Outcome(Checked, refused), Is.EqualTo(AttackOutcome.Failed));
    }

    [Test]
    public void OnlyTheProgramThatRanIsWhatBrokeTheMachine()
    {
        const string first = Begin + Holding + Invariants;
        GuestRun run = Run(Header + first + "task: pid=2 name=second file=user/second.elf\npanic: it is over\n");
        Assert.That(OutcomeOf("thief"), Is.EqualTo(AttackOutcome.Held));
        Assert.That(OutcomeOf("second"), Is.EqualTo(AttackOutcome.Broken));
        Assert.That(OutcomeOf("third"), Is.EqualTo(AttackOutcome.NeverRan));

        AttackOutcome OutcomeOf(string name) =>
            AttackJudge.Judge(Checked with { Name = name }, Cell, version: null, run, "the guest panicked", []).Outcome;
    }

    [Test]
    public void AKnownDeviationIsAllowedForInItsEmulatorAndVersionAlone()
    {
        AttackDeviation known = new("qemu", new Version(7, 2), "thief", "does otherwise") { Line = "it", FixedIn = new Version(10, 0) };
        const string deviates = Begin + "[1 thief] FAIL it\n[1 thief] checks=3 failed=1\nexit: pid=1 name=thief status=1\n";
        const string right = Begin + Holding;
        Assert.That(Outcome(Checked, deviates, new Version(7, 2, 22), known), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Checked, right, new Version(7, 2, 22), known), Is.EqualTo(AttackOutcome.Failed), "the entry is out of date");
        Assert.That(Outcome(Checked, deviates, new Version(8, 1), known), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Checked, right, new Version(8, 1), known), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Checked, deviates, new Version(10, 0), known), Is.EqualTo(AttackOutcome.Failed));
        Assert.That(Outcome(Checked, deviates, null, known), Is.EqualTo(AttackOutcome.Failed));
        AttackDeviation later = known with { Version = new Version(10, 0), FixedIn = null, RightUpTo = new Version(7, 2) };
        Assert.That(Outcome(Checked, deviates, new Version(7, 2, 22), later), Is.EqualTo(AttackOutcome.Failed));
        Assert.That(Outcome(Checked, deviates, new Version(8, 1), later), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Checked, deviates, new Version(10, 0, 13), later), Is.EqualTo(AttackOutcome.Held));
        Assert.That(Outcome(Checked, right, new Version(10, 0, 13), later), Is.EqualTo(AttackOutcome.Failed), "the entry is out of date");
        Assert.That(Outcome(Checked, deviates, new Version(7, 2), known with { Emulator = "bochs" }), Is.EqualTo(AttackOutcome.Failed));
        Assert.That(Outcome(Checked, deviates, new Version(7, 2), known with { Line = "it too" }), Is.EqualTo(AttackOutcome.Failed));
        Assert.That(Outcome(Checked, deviates, new Version(7, 2), known with { Attack = "other" }), Is.EqualTo(AttackOutcome.Failed));
        AttackDeviation elsewhere = known with { Cells = new CellPattern("fourfour") };
        Assert.That(Outcome(Checked, deviates, new Version(7, 2), elsewhere), Is.EqualTo(AttackOutcome.Failed));
    }

    private static AttackOutcome Outcome(Attack attack, string lines, Version? version = null, params AttackDeviation[] known) =>
        Judge(attack, lines, version, known).Outcome;

    private static AttackResult Judge(Attack attack, string lines, Version? version = null, params AttackDeviation[] known) =>
        AttackJudge.Judge(attack, Cell, version, Run(Header + lines + Invariants + End), breakdown: null, known);

    private static GuestRun Run(string text)
    {
        SerialParser parser = new();
        parser.Push(System.Text.Encoding.UTF8.GetBytes(text));
        return new GuestTranscript(parser.Lines).Runs.Single();
    }
}
