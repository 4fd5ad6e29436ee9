using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Comparing;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>
/// The logs of two images of one kernel. <c>Kits/</c> has parts of logs of the genuine user kit's image and of the embedded kit's, both of
/// commit e1e52a8 in QEMU: what they differ in, and what runs at the same time.
/// </summary>
internal sealed class KitComparisonTests : FakeTreeFixture
{
    private static readonly string Folder = Path.Combine(BuildTree.Find(AppContext.BaseDirectory)!.Root, "Tests/Lab/Kits");
    private static readonly string Genuine = Path.Combine(Folder, "genuine-qemu.txt");
    private static readonly string Embedded = Path.Combine(Folder, "embedded-low-qemu.txt");

    [Test]
    public async Task TheGenuineImageDiffersInWhatIsExplainedAlone()
    {
        LabExit exit = await Tree.RunAsync("compare-kits", Genuine, Embedded);
        Assert.That(Tree.Output, Does.StartWith("22 experiments in 4 cells, qemu: ").And.Contains(" 22 differences explained, 0 not\n"));
        Assert.That(exit, Is.EqualTo(LabExit.Held), Tree.Output);
    }

    [Test]
    public void AddressesNumbersAndOrderAreNoDifference()
    {
        string log = File.ReadAllText(Embedded);
        string moved = MovedLog.Of(log);
        Assert.That(Lines(moved).Order(StringComparer.Ordinal), Is.Not.EqualTo(Lines(log).Order(StringComparer.Ordinal)));
        KitComparison comparison = KitComparison.Of(Read(log), Read(moved));
        Assert.That(comparison.Differences, Is.Empty);
        Assert.That((comparison.OnlyInGenuine.Count, comparison.OnlyInEmbedded.Count), Is.EqualTo((0, 0)));
        Assert.That(comparison.Parts, Has.Count.GreaterThan(22));
    }

    [TestCase("name=hello status=42", "name=hello status=43", "shared, two-level: hello: exit.status")]
    [TestCase(
        "hello result=held expected=exit-42 got=exit-42",
        "hello result=failed expected=exit-42 got=exit-43",
        "shared, two-level: hello: check.got, shared, two-level: hello: check.result")]
    [TestCase("Hello from ring 3, from", "Hello from ring 0, from", "shared, two-level: hello: output.text")]
    [TestCase(
        "task=read-kernel-data mapping=shared paging=two-level eip=4000000b",
        "task=read-kernel-data mapping=shared paging=two-level eip=4000000c",
        "shared, two-level: read-kernel-data: #PF.eip")]
    [TestCase(
        "error=05[user,read,protection] pde=03c01023 pte=00124123",
        "error=05[user,read,protection] pde=03c01023 pte=00124127",
        "shared, two-level: read-kernel-data: #PF.pte")]
    [TestCase("pte=00124123 verdict=supervisor-only", "pte=00124123 verdict=read-only", "shared, two-level: read-kernel-data: #PF.verdict")]
    [TestCase(
        "but U/S=0 forbids ring 3\nexit: pid=10 name=read-kernel-data",
        "but U/S=0 forbids ring 0\nexit: pid=10 name=read-kernel-data",
        "shared, two-level: read-kernel-data: #PF.sentence")]
    [TestCase("task: pid=1 name=hello", "note: pid=1 name=hello", "shared, two-level: hello: note:, shared, two-level: hello: task:")]
    [TestCase("mended=451 delivered=387", "mended=450 delivered=387", "shared, two-level: compare-random: totals.not-delivered")]
    [TestCase("memory=66977792", "memory=66977793", "boot: (frame): boot.memory")]
    [TestCase("done: held=380 failed=0", "done: held=379 failed=1", "boot: (frame): done.failed, boot: (frame): done.held")]
    public void AnyOtherFieldIsOne(string text, string changed, string differences)
    {
        string log = File.ReadAllText(Embedded);
        int at = log.IndexOf(text, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, text);
        KitComparison comparison = KitComparison.Of(Read(log[..at] + changed + log[(at + text.Length)..]), Read(MovedLog.Of(log)));
        IEnumerable<string> found = comparison.Differences.Select(
            difference => $"{difference.Cell}: {difference.Experiment}: {difference.Field}");
        Assert.That(string.Join(", ", found.Distinct().Order(StringComparer.Ordinal)), Is.EqualTo(differences));
    }

    /// <summary>
    /// Of two tasks that share a page after a fork the first to write gets a copy, and the other one the page: but both must be there.
    /// </summary>
    [Test]
    public void WhoWritesFirstIsTimeButNotThatTheOtherOneIsTheLast()
    {
        const string Copied = "verdict=copied-on-write : a fork shares the page: the writer gets a copy of its own, and goes on\n";
        const string Last = "verdict=last-owner : a fork shared the page, but nobody else has it any more: it is writable again\n";
        const string Fault = "#PF 0001 task=fork mapping=shared paging=two-level cr2=ffbfffbc error=07[user,write,protection] ";
        const string Start = "boot: layout=low paging=two-level\nrun: variant=shared paging=two-level layout=low experiments=1\n";
        const string End =
            "check: name=fork result=held expected=exit-0 got=exit-0\nend: variant=shared paging=two-level held=1 failed=0\n";
        string first = Start + Fault + Copied + Fault + Last + End;
        string second = Start + Fault + Copied + Fault + Copied + End;
        KitComparison comparison = KitComparison.Of(Read(first), Read(second));
        Assert.That((comparison.OtherSharerFirst, comparison.Differences.Count), Is.EqualTo((1, 0)));
        comparison = KitComparison.Of(Read(first), Read(Start + Fault + Copied + End));
        Assert.That((comparison.OtherSharerFirst, comparison.Differences.Single().Field), Is.EqualTo((0, "#PF")));
    }

    [Test]
    public void AnEntryExplainsItsOwnFieldAlone()
    {
        KitDifference difference = new("shared, pae", "survey", "#PF.pte", "survey", "103", null);
        ExplainedDifference entry = new(EmulatorChoice.Qemu, "shared, pae", "survey", "#PF.pte", "it lies elsewhere");
        Assert.That(entry.Explains(difference));
        Assert.That(entry.Explains(difference with { Cell = "shared, two-level" }), Is.False);
        Assert.That(entry.Explains(difference with { Experiment = "fork" }), Is.False);
        Assert.That(entry.Explains(difference with { Field = "#PF.pde" }), Is.False);
    }

    [Test]
    public void ADifferenceWithoutAnEntryFails()
    {
        ExplainedDifference[] table = [.. ExplainedDifferences.All.Where(entry => entry.Field != "boot.frames")];
        Assert.That(Compare(Genuine, Embedded, table, out string told), Is.EqualTo(LabExit.Failed));
        Assert.That(told, Does.Contain("\ndiffers: boot: (frame): boot.frames: 5712 | 15189\n"));
    }

    [Test]
    public void AnEntryThatNoRunNeedsFails()
    {
        ExplainedDifference needless = new(EmulatorChoice.Qemu, "shared, two-level", "hello", "exit.status", "there was a reason once");
        Assert.That(CompareWith(needless, out string told), Is.EqualTo(LabExit.Failed));
        Assert.That(told, Does.Contain("explained, and not there any more: shared, two-level: hello: exit.status: there was a reason"));
        Assert.That(CompareWith(needless with { Emulator = EmulatorChoice.Bochs }, out _), Is.EqualTo(LabExit.Held), "another emulator's");
        Assert.That(CompareWith(needless with { Experiment = "spin" }, out _), Is.EqualTo(LabExit.Held), "not in the logs");

        LabExit CompareWith(ExplainedDifference entry, out string told) =>
            Compare(Genuine, Embedded, [.. ExplainedDifferences.All, entry], out told);
    }

    [Test]
    public async Task WhatOneLogLacksFails()
    {
        string cut = Tree.PathOf("cut.txt");
        await File.WriteAllTextAsync(cut, (await File.ReadAllTextAsync(Genuine))[..^100_000]);
        Assert.That(await Tree.RunAsync("compare-kits", cut, Embedded), Is.EqualTo(LabExit.Failed));
        Assert.That(Tree.Output, Does.Contain("only in the second log: "));
    }

    [Test]
    public async Task APanicIsSeen()
    {
        Assert.That(await Tree.RunAsync("compare-kits", Path.Combine(Folder, "genuine-panic.txt"), Embedded), Is.EqualTo(LabExit.Failed));
        Assert.That(Tree.Output, Does.Contain("only in the first log: shared, two-level: (after the last check)\nonly in the second log"));
    }

    [Test]
    public async Task LogsOfTwoLayoutsAreNotCompared()
    {
        string high = Tree.PathOf("high.txt");
        await File.WriteAllTextAsync(high, Transcripts.Good);
        Assert.That(await Tree.RunAsync("compare-kits", Genuine, high), Is.EqualTo(LabExit.Usage));
        Assert.That(Tree.Errors, Does.Contain("is of the low layout and").And.Contain("./lab run --layout low"));
    }

    /// <summary>Later kernels say more. What both say is compared, and the new word is a difference until both say it.</summary>
    [Test]
    public void AFieldOfALaterKernelIsReadToo()
    {
        string log = File.ReadAllText(Embedded);
        string later = log.Replace(" verdict=", " decides=pte.us verdict=", StringComparison.Ordinal)
            .Replace("boot: ", "boot: kit=embedded ", StringComparison.Ordinal);
        Assert.That(KitComparison.Of(Read(later), Read(later)).Differences, Is.Empty);
        Assert.That(
            KitComparison.Of(Read(later), Read(log)).Differences.Select(difference => difference.Field).Distinct(),
            Is.EquivalentTo(new[] { "boot.kit", "#PF.decides", "#GP.decides" }).Or.EquivalentTo(new[] { "boot.kit", "#PF.decides" }));
    }

    private static LoggedKit Read(string log)
    {
        SerialParser parser = new();
        parser.Push(Encoding.UTF8.GetBytes(log));
        parser.Complete();
        return LoggedKit.Read(parser.Lines);
    }

    private static string[] Lines(string log) => log.Split('\n');

    private LabExit Compare(string genuine, string embedded, IReadOnlyList<ExplainedDifference> table, out string told)
    {
        using StringWriter output = new();
        CompareKitsCommand command = new(new LabContext(Tree.Tree, output, output));
        LabExit exit = command.Execute(genuine, embedded, EmulatorChoice.Qemu, table);
        told = output.ToString();
        return exit;
    }
}
