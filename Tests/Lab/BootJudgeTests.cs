using System;
using System.Linq;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class BootJudgeTests
{
    private static readonly Cell Shared = new("shared", "two-level", "high", "qemu");
    private static readonly Cell FourFour = new("fourfour", "two-level", "high", "qemu");

    [Test]
    public void AGoodBootHolds()
    {
        BootVerdict verdict = Judge(Transcripts.Good, GuestSignal.AllHeld);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Held));
        Assert.That(
            verdict.Runs.Select(run => (run.Cell, run.Passed, run.Failed, run.NeverRan)),
            Is.EqualTo(new[] { (Shared, 2, 0, 0), (FourFour, 2, 0, 0) }));
        Assert.That(verdict.Runs.SelectMany(run => run.Problems), Is.Empty);
    }

    [Test]
    public void EveryLineOfABootBelongsToOneRun()
    {
        BootVerdict verdict = Judge(Transcripts.Good, GuestSignal.AllHeld);

        string all = string.Concat(verdict.Runs.SelectMany(run => run.Output).Select(line => line.AsWritten + "\n"));
        Assert.That(all, Is.EqualTo(Transcripts.Good));
    }

    [Test]
    public void AFailedExpectationFails()
    {
        string text = Transcripts.Good
            .Replace("check: name=hello result=held", "check: name=hello result=failed", StringComparison.Ordinal)
            .Replace("held=2 failed=0", "held=1 failed=1", StringComparison.Ordinal)
            .Replace("held=4 failed=0", "held=2 failed=2", StringComparison.Ordinal);

        BootVerdict verdict = Judge(text, GuestSignal.SomeFailed);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(verdict.Runs.Select(run => (run.Passed, run.Failed)), Is.EqualTo(new[] { (1, 1), (1, 1) }));
        Assert.That(verdict.Runs.SelectMany(run => run.Problems), Is.Empty);
    }

    [TestCase("got=exit-7 deviation=qemu-iret-vm", "7.2", null)]
    [TestCase("got=exit-7 deviation=qemu-iret-vm", "10.0", "before 10.0")]
    [TestCase("got=exit-7 deviation=qemu-unheard-of", "7.2", "no known deviation")]
    [TestCase("got=exit-7", "7.2", "is said to have held")]
    public void WhatHeldOtherwiseThanExpectedIsADeviationOfThisVeryEmulator(string got, string version, string? problem)
    {
        string text = Transcripts.Good.Replace("got=exit-42", got, StringComparison.Ordinal);

        BootVerdict verdict = Judge(text, GuestSignal.AllHeld, Version.Parse(version));

        string[] problems = [.. verdict.Runs.SelectMany(run => run.Problems)];
        Assert.That(problems, problem is null ? Is.Empty : Has.Length.EqualTo(2).And.All.Contains(problem));
    }

    /// <summary>Nothing that the experiment expected went wrong, but the kernel still counts a failure.</summary>
    [Test]
    public void ABrokenInvariantFails()
    {
        string text = Transcripts.Good
            .Replace(
                "name=hello result=held checked=8 trees=1",
                "name=hello result=failed checked=8 trees=1 broken=user-bit,frames at=c0001000 : a breach",
                StringComparison.Ordinal)
            .Replace("held=2 failed=0", "held=2 failed=1", StringComparison.Ordinal)
            .Replace("held=4 failed=0", "held=4 failed=2", StringComparison.Ordinal);

        BootVerdict verdict = Judge(text, GuestSignal.SomeFailed);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(verdict.Runs.Select(run => (run.Passed, run.Failed)), Is.EqualTo(new[] { (2, 1), (2, 1) }));
        Assert.That(
            verdict.Runs[0].Problems,
            Is.EqualTo(new[] { "after hello the kernel found broken: user-bit, frames, at c0001000: a breach" }));
    }

    [TestCase(GuestSignal.TimedOut, "hung")]
    [TestCase(GuestSignal.Reset, "reset")]
    [TestCase(GuestSignal.Panicked, "panicked")]
    [TestCase(GuestSignal.TooTalkative, "wrote without end")]
    [TestCase(GuestSignal.EmulatorFailed, "gave up")]
    [TestCase(GuestSignal.EmulatorDied, "the emulator itself died")]
    [TestCase(GuestSignal.Spinning, "spins")]
    public void HoweverGoodTheWordsAMachineThatBrokeDownIsBroken(GuestSignal signal, string word)
    {
        BootVerdict verdict = Judge(Transcripts.Good, signal);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Broken));
        Assert.That(verdict.Runs.SelectMany(run => run.Problems), Has.One.Contains(word));
    }

    [Test]
    public void APanicIsOneWhateverTheExitCode()
    {
        BootVerdict verdict = Judge(
            Transcripts.Boot + Transcripts.SharedRun + "panic: double fault\npanic: eip=c0100000\n", GuestSignal.AllHeld);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Broken));
        Assert.That(verdict.Runs[0].Problems, Is.EqualTo(new[] { "the guest panicked" }));
        Assert.That(verdict.Runs[1].Problems, Is.EqualTo(new[] { "the run never began" }));
        Assert.That(verdict.Runs[0].Output[^1].Text, Is.EqualTo("panic: eip=c0100000"));
    }

    [Test]
    public void APanicBeforeAnyRunBelongsToTheFirst()
    {
        BootVerdict verdict = Judge("boot: layout=high paging=two-level\npanic: no archive\n", GuestSignal.Panicked);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Broken));
        Assert.That(verdict.Runs[0].Output, Has.Count.EqualTo(2));
        Assert.That(verdict.Runs[0].Problems, Does.Contain("the guest panicked"));
    }

    [TestCase("")]
    [TestCase(Transcripts.Boot)]
    [TestCase(Transcripts.Boot + Transcripts.SharedRun + Transcripts.FourFourRun)]
    public void SuccessWithoutTheLastLineIsNone(string text) =>
        Assert.That(Judge(text, GuestSignal.AllHeld).Outcome, Is.EqualTo(RunOutcome.Broken));

    /// <summary>Each of these changes one thing in a good transcript that claims success; the tool must not believe it.</summary>
    [TestCase(
        "invariants: name=hello result=held checked=8 trees=1\n",
        "",
        "0 lines about the kernel's invariants",
        TestName = "a check of the invariants is missing")]
    [TestCase(
        "trees=1\ncheck: name=hello",
        "trees=1\ninvariants: name=hello result=held checked=8 trees=1\ncheck: name=hello",
        "2 lines about",
        TestName = "the invariants are told twice")]
    [TestCase(
        "name=hello result=held checked=8 trees=1",
        "name=hello result=failed checked=8 trees=1 broken=user-bit at=c0001000 : a breach",
        "failed; the lines before it",
        TestName = "a broken invariant that nobody counted")]
    [TestCase(
        "check: name=hello result=held expected=exit-42 got=exit-42 : prints and exits with 42\n", "", "counts",
        TestName = "a check line is missing")]
    [TestCase("experiments=2", "experiments=3", null, TestName = "an experiment never ran")]
    [TestCase("experiments=2", "experiments=1", "judged", TestName = "more experiments than announced")]
    [TestCase("experiments=2", "experiments=0", "no experiment was announced", TestName = "no experiment")]
    [TestCase(
        "check: name=hello result=held",
        "check: name=hello result=failed",
        "the lines before it are",
        TestName = "a failure that nobody counted")]
    [TestCase(
        "check: name=read-kernel-text result",
        "check: name=hello result",
        "judged 2 times",
        TestName = "one experiment twice, another never")]
    [TestCase("end: variant=shared paging=two-level held=2 failed=0\n", "", "no 'end:'", TestName = "no end line")]
    [TestCase("end: variant=shared", "end: variant=fourfour", "another run", TestName = "the end of another run")]
    [TestCase("run: variant=fourfour", "run: variant=shared", "never began", TestName = "one variant twice")]
    [TestCase(
        "run: variant=fourfour paging=two-level", "run: variant=fourfour paging=pae", "not asked for", TestName = "another paging format")]
    [TestCase("run: variant=fourfour", "run: variant=no-such", "not asked for", TestName = "another variant")]
    [TestCase("layout=high experiments", "layout=low experiments", "not asked for", TestName = "another layout")]
    [TestCase("#PF 0002", "#PF 0003", "fault 3 was logged where fault 2 was due", TestName = "a fault is lost")]
    [TestCase("mapping=fourfour", "mapping=shared", "logged for mapping", TestName = "a fault of the other mapping")]
    [TestCase("error=05[user,read,protection]", "error=05", "does not read as one", TestName = "a malformed fault line")]
    [TestCase("boot: layout=high", "boot: layout", "does not read as one", TestName = "a malformed line before the runs")]
    [TestCase("done: held=4 failed=0", "done: held=3 failed=0", "'done:' counts", TestName = "the last line counts wrongly")]
    [TestCase(
        "done: held=4 failed=0\n", "done: held=4 failed=0\nnote: more\n", "not the last line", TestName = "something after the last line")]
    [TestCase("done: held=4 failed=0", "done: held=4 failed=1", "says otherwise", TestName = "the last line and the exit code disagree")]
    public void AnAccountThatIsNotRightFails(string what, string with, string? problem)
    {
        string text = Transcripts.Good.Replace(what, with, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Transcripts.Good), "the test changes nothing");

        BootVerdict verdict = Judge(text, GuestSignal.AllHeld);

        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(verdict.Runs.Sum(run => run.Failed), Is.Positive);
        if (problem is not null)
        {
            Assert.That(verdict.Runs.SelectMany(run => run.Problems), Has.Some.Contains(problem));
        }
    }

    [TestCase("1|1|1 2", null, TestName = "faults are numbered in each experiment")]
    [TestCase("1|2|3 4", null, TestName = "faults are numbered through the boot, as version 0.9.0 did")]
    [TestCase("1 1|1|1", "fault 1 was logged where fault 2 was due", TestName = "a fault is doubled")]
    [TestCase("1|2|2", "fault 2 was logged where fault 3 was due", TestName = "a fault is doubled in another experiment")]
    [TestCase("1|1 3|1", "fault 3 was logged where fault 2 was due", TestName = "a fault is lost in an experiment")]
    [TestCase("1|1|2", "fault 2 was logged where fault 1 was due", TestName = "the first fault of an experiment is lost")]
    public void FaultsAreNumberedWithoutAGap(string numbers, string? problem)
    {
        const string check = "check: name=x result=held expected=exit-0 got=exit-0 : x\n";
        string faults = string.Concat(numbers.Split('|').Select(experiment =>
            string.Concat(experiment.Split(' ').Select(number => Transcripts.Fault.Replace("0001", "000" + number) + "\n")) + check));
        string text = Transcripts.Good.Replace("#PF 000", "no fault ").Replace("end: variant=shared", faults + "end: variant=shared");

        string[] found = [.. Judge(text, GuestSignal.AllHeld).Runs.SelectMany(run => run.Problems).Where(one => one.Contains("was due"))];

        Assert.That(found.Distinct(), Is.EqualTo(problem is null ? [] : new[] { problem }));
    }

    [Test]
    public void AnExitCodeOfFailureWithoutFailuresFails() =>
        Assert.That(Judge(Transcripts.Good, GuestSignal.SomeFailed).Outcome, Is.EqualTo(RunOutcome.Failed));

    [Test]
    public void ManyMalformedLinesAreFewProblems()
    {
        string text = Transcripts.Good.Replace(
            "done:", string.Concat(Enumerable.Repeat("exit: \n", 1000)) + "done:", StringComparison.Ordinal);

        BootVerdict verdict = Judge(text, GuestSignal.AllHeld);

        Assert.That(verdict.Runs[1].Problems, Has.Count.EqualTo(11));
        Assert.That(verdict.Runs[1].Problems[^1], Does.StartWith("990 more"));
    }

    [Test]
    public void AProgramFromOutsideMustBeRunOrRefused()
    {
        const string checkedAfter = "invariants: name=mine result=held checked=8 trees=1\n";
        string ran = "task: pid=9 name=mine file=user/mine.elf\nexit: pid=9 name=mine status=0\n" + checkedAfter;
        string refused = "refused: name=mine : it is no ELF file\n" + checkedAfter;

        Assert.That(JudgeOutside(ran, ran).Outcome, Is.EqualTo(RunOutcome.Held));
        Assert.That(JudgeOutside(ran, refused).Outcome, Is.EqualTo(RunOutcome.Held));
        BootVerdict verdict = JudgeOutside(ran, "");
        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(verdict.Runs[1].Problems, Is.EqualTo(new[] { "the program mine was neither run nor refused" }));
        verdict = JudgeOutside(ran, ran[..^checkedAfter.Length]);
        Assert.That(verdict.Outcome, Is.EqualTo(RunOutcome.Failed));
        Assert.That(verdict.Runs[1].Problems, Is.EqualTo(new[] { "the program mine has no line about the kernel's invariants" }));
    }

    [TestCase(33, GuestSignal.AllHeld)]
    [TestCase(35, GuestSignal.SomeFailed)]
    [TestCase(37, GuestSignal.Panicked)]
    [TestCase(0, GuestSignal.Reset)]
    [TestCase(1, GuestSignal.EmulatorFailed)]
    [TestCase(34, GuestSignal.EmulatorFailed)]
    [TestCase(139, GuestSignal.EmulatorDied)]
    [TestCase(136, GuestSignal.EmulatorDied)]
    [TestCase(193, GuestSignal.EmulatorFailed)]
    public void QemusExitCodesAreReadAsAgreed(int exitCode, GuestSignal signal) =>
        Assert.That(QemuEmulator.Interpret(exitCode, ""), Is.EqualTo(signal));

    private static BootVerdict JudgeOutside(string inShared, string inFourFour)
    {
        string text = Transcripts.Boot + Transcripts.SharedRun.Replace("end:", inShared + "end:", StringComparison.Ordinal)
            + Transcripts.FourFourRun.Replace("end:", inFourFour + "end:", StringComparison.Ordinal) + "done: held=4 failed=0\n";
        return Judge(text, GuestSignal.AllHeld, "mine");
    }

    private static BootVerdict Judge(string text, GuestSignal signal, params string[] programs) =>
        Judge(text, signal, new Version(7, 2), programs);

    private static BootVerdict Judge(string text, GuestSignal signal, Version emulator, params string[] programs)
    {
        SerialParser parser = new();
        parser.Push(Transcripts.Bytes(text));
        parser.Complete();
        BootResult result = new(new MachineEnd(signal, 33), new GuestTranscript(parser.Lines), "", TimeSpan.FromSeconds(1));
        return BootJudge.Judge(new BootPlan([Shared, FourFour], programs) { EmulatorVersion = () => emulator }, result);
    }
}
