using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Host;
using CosmosPaging.Lab.Logs;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Serial logs that somebody brings: good ones, bad ones, and what is none.</summary>
internal sealed class JudgeCommandTests : FakeTreeFixture
{
    private const string NotAll = "not in it: kpti, two-level; shared, pae; fourfour, pae; kpti, pae\n";

    private static readonly string Kits = Path.Combine(BuildTree.Find(AppContext.BaseDirectory)!.Root, "Tests/Lab/Kits");

    [Test]
    public async Task AGoodLogSaysWhatItHolds()
    {
        Assert.That(await JudgeAsync(Transcripts.Good), Is.EqualTo(LabExit.Held));
        Assert.That(Tree.Output, Does.EndWith(
            "com1.txt: high layout, 64 MB: 2 cells\n"
            + "  shared, two-level paging: 2 held, 0 failed\n"
            + "  fourfour, two-level paging: 2 held, 0 failed\n"
            + NotAll
            + "\n4 expectations held, 0 failed\n"));
        Assert.That(Tree.Errors, Is.Empty);
    }

    [TestCase(
        "#PF-05-supervisor-only got=#PF-05-supervisor-only",
        "#PF-05-supervisor-only got=exit-0",
        "the experiment read-kernel-text is said to have held, and gave exit-0, not #PF-05-supervisor-only")]
    [TestCase(
        "name=hello result=held expected=exit-42 got=exit-42",
        "name=hello result=failed expected=exit-42 got=exit-1",
        "hello: exit-1, not exit-42")]
    [TestCase(
        "end: variant=shared paging=two-level held=2",
        "end: variant=shared paging=two-level held=3",
        "'end:' counts 3 held, 0 failed; the lines before it are 2 held, 0 failed")]
    [TestCase("#PF 0002", "#PF 0003", "fault 3 was logged where fault 2 was due")]
    [TestCase(
        "invariants: name=hello result=held checked=8 trees=1\n",
        "",
        "the experiment hello has 0 lines about the kernel's invariants")]
    [TestCase("experiments=2", "experiments=3", "1 of 3 experiments never ran; the last one was read-kernel-text")]
    [TestCase(
        "exit: pid=1 name=hello status=42",
        "exit: pid=one name=hello status=42",
        "a record that does not read as one (pid=one is not a number): exit: pid=one name=hello status=42")]
    [TestCase("done: held=4", "done: held=5", "'done:' counts 5 held, 0 failed; the lines before it are 4 held, 0 failed")]
    public async Task WhatFailedOrContradictsItselfIsNamed(string text, string changed, string problem)
    {
        int at = Transcripts.Good.IndexOf(text, StringComparison.Ordinal);
        LabExit exit = await JudgeAsync(Transcripts.Good[..at] + changed + Transcripts.Good[(at + text.Length)..]);
        Assert.That(exit, Is.EqualTo(LabExit.Failed));
        Assert.That(Tree.Output, Does.Contain("    " + problem + "\n"));
    }

    [TestCase(
        "done: held=4 failed=0\n",
        "",
        "the log ends without 'done:': the kernel hung or was reset, or the log was cut off; its last lines:")]
    [TestCase("done: held=4 failed=0\n", "panic: #PF in the kernel\npanic: eip=c0100000\n", "the kernel panicked; its last lines:")]
    [TestCase(
        "end: variant=fourfour",
        "en",
        "the log ends without 'done:': the kernel hung or was reset, or the log was cut off; its last lines:")]
    public async Task ALogWithoutAnEndIsABrokenGuests(string text, string end, string complaint)
    {
        string begun = Transcripts.Good[..Transcripts.Good.IndexOf(text, StringComparison.Ordinal)];
        Assert.That(await JudgeAsync(begun + end), Is.EqualTo(LabExit.GuestBroken));
        Assert.That(Tree.Errors.Split('\n')[0], Is.EqualTo($"lab: {Tree.PathOf("com1.txt")}: {complaint}"));
        Assert.That(Tree.Errors.Split("lab: "), Has.Length.EqualTo(2), "one complaint");
    }

    [Test]
    public async Task WhatAPersonDoesInTheLiveViewIsNotJudged()
    {
        const string Afterwards =
            """
            live: variant=fourfour paging=pae
            task: pid=9 name=hello file=hello.elf
            check: name=hello result=failed expected=exit-42 got=exit-1

            """;
        Assert.That(await JudgeAsync(Transcripts.Good + Afterwards), Is.EqualTo(LabExit.Held));
        Assert.That(Tree.Output, Does.Contain("3 lines follow 'done:', as the live view writes them; they are not judged\n"));
    }

    [Test]
    public async Task AKeyThatStoppedTheRunIsNoPanic()
    {
        const string Note = "note: a key stopped the automatic run";
        string stopped = Transcripts.Good.Replace("done: held=4 failed=0", Note, StringComparison.Ordinal);
        Assert.That(await JudgeAsync(stopped), Is.EqualTo(LabExit.Failed));
        Assert.That(Tree.Output, Does.Contain("a key stopped the automatic run: what comes after it is not judged\n"));
        Assert.That(Tree.Errors, Is.Empty);
    }

    [Test]
    public async Task EachBootOfALogIsJudgedAndTheWorstOneCounts()
    {
        string cut = Transcripts.GoodShared.Replace("done: held=2 failed=0\n", "", StringComparison.Ordinal);
        Assert.That(await JudgeAsync(Transcripts.Good + cut), Is.EqualTo(LabExit.GuestBroken));
        Assert.That(Tree.Output, Does.Contain("boot 1 of 2, high layout").And.Contain("boot 2 of 2, high layout"));
        Assert.That(Tree.Output, Does.EndWith("\n6 expectations held, 0 failed\n"));
    }

    [Test]
    public async Task ADeviationOfAnEmulatorsIsTold()
    {
        string deviating = Transcripts.Good.Replace(
            "name=hello result=held expected=exit-42 got=exit-42",
            "name=hello result=held expected=exit-42 got=exit-41 deviation=qemu-iret-vm",
            StringComparison.Ordinal);
        Assert.That(await JudgeAsync(deviating), Is.EqualTo(LabExit.Held));
        const string Told = "    hello: exit-41, not exit-42: held only if the machine is the emulator of qemu-iret-vm\n";
        Assert.That(Tree.Output, Does.Contain(Told));
    }

    [TestCase("crlf")]
    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("utf-16BE")]
    public async Task WindowsWaysToKeepALogAreUnderstood(string way)
    {
        byte[] bytes = way == "crlf"
            ? Encoding.ASCII.GetBytes("=~=~= a terminal's log =~=~=\r\n" + Transcripts.Good.Replace("\n", "\r\n", StringComparison.Ordinal))
            : [.. Encoding.GetEncoding(way).GetPreamble(), .. Encoding.GetEncoding(way).GetBytes(Transcripts.Good)];
        Assert.That(await JudgeAsync(bytes), Is.EqualTo(LabExit.Held));
    }

    [Test]
    public void StandardInputIsALog()
    {
        using StringWriter output = new();
        byte[] log = Transcripts.Bytes(Transcripts.Good);
        LabContext context = new(Tree.Tree, output, output) { OpenInput = () => new MemoryStream(log) };
        Assert.That(new JudgeCommand(context).Execute("-", details: true, json: null), Is.EqualTo(LabExit.Held));
        Assert.That(output.ToString(), Does.Contain("shared, two-level paging, high layout, unknown-machine: 2 held, 0 failed"));
        Assert.That(output.ToString(), Does.Contain("| read-kernel-text"));
    }

    [Test]
    public async Task TheOutcomeIsWrittenAsJson()
    {
        await File.WriteAllTextAsync(Tree.PathOf("com1.txt"), Transcripts.Good);
        Assert.That(await Tree.RunAsync("judge", Tree.PathOf("com1.txt"), "--json", Tree.PathOf("out.json")), Is.EqualTo(LabExit.Held));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(Tree.PathOf("out.json")));
        JsonElement runs = json.RootElement.GetProperty("runs");
        Assert.That(runs.EnumerateArray().Select(run => run.GetProperty("passed").GetInt32()), Is.EqualTo(new[] { 2, 2 }));
    }

    /// <summary>A log of an older kernel has no lines that later kernels write, and its lines still read as records.</summary>
    [TestCase("genuine-qemu.txt", LabExit.Failed)]
    [TestCase("embedded-low-qemu.txt", LabExit.Failed)]
    [TestCase("genuine-panic.txt", LabExit.GuestBroken)]
    public async Task ALogOfAnOlderKernelIsRead(string name, LabExit expected)
    {
        // They are parts: most experiments are left out.
        Assert.That(await Tree.RunAsync("judge", Path.Combine(Kits, name)), Is.EqualTo(expected));
        Assert.That(Tree.Output, Does.Contain("low layout, 64 MB").And.Contain(" experiments never ran; the last one was "));
        Assert.That(Tree.Output, Does.Not.Contain("does not read as one").And.Not.Contain("invariants"));
    }

    [Test]
    public async Task AnEmptyLogIsThatOfAKernelThatDidNotStart()
    {
        Assert.That(await JudgeAsync(""), Is.EqualTo(LabExit.GuestBroken));
        AssertOneComplaint("it is empty: the kernel did not start, or its COM1 leads elsewhere");
    }

    [TestCase("Hello, world\n")]
    [TestCase("\0\u0001\u0002\n\0\n")]
    [TestCase("boot: ")]
    [TestCase("[1 boot:] boot: layout=high paging=two-level\n")]
    public async Task WhatIsNoLogIsWrongUsage(string text)
    {
        Assert.That(await JudgeAsync(text), Is.EqualTo(LabExit.Usage));
        AssertOneComplaint("no line of it begins with 'boot:' or 'panic:', so it is no serial log of this kernel");
    }

    [Test]
    public async Task WhatCannotBeReadIsWrongUsage()
    {
        Assert.That(await Tree.RunAsync("judge", Tree.PathOf("nothing")), Is.EqualTo(LabExit.Usage));
        Assert.That(await Tree.RunAsync("judge", Tree.PathOf(".")), Is.EqualTo(LabExit.Usage));
        Assert.That(await Tree.RunAsync("judge", "/dev/zero"), Is.EqualTo(LabExit.Usage));
        Assert.That(await Tree.RunAsync("judge"), Is.EqualTo(LabExit.Usage));
    }

    [Test]
    public void WithoutEndNothingIsRead()
    {
        using StringWriter errors = new();
        LabContext context = new(Tree.Tree, errors, errors) { OpenInput = () => new EndlessStream() };
        Assert.That(new JudgeCommand(context).Execute("-", details: false, json: null), Is.EqualTo(LabExit.Usage));
        Assert.That(errors.ToString(), Is.EqualTo($"lab: -: larger than {LogFile.MostBytes >> 20} MB, which no log of this kernel is\n"));
    }

    /// <summary>Judging many experiments takes time that grows faster than their number.</summary>
    [TestCase(
        "check: name=a result=held expected=a got=a\n",
        "more than 100 runs, or 2000 experiments in one of them, which no kernel of this tree writes")]
    [TestCase(
        "run: variant=a paging=b layout=c experiments=1\n",
        "more than 100 runs, or 2000 experiments in one of them, which no kernel of this tree writes")]
    [TestCase("boot: layout=high paging=two-level\n", "more than 100 boots, which is no log of a person's")]
    [CancelAfter(20_000)]
    public async Task MoreThanAnyKernelWritesIsRefused(string line, string complaint)
    {
        string many = string.Concat(Enumerable.Repeat(line, 100_000));
        Assert.That(await JudgeAsync(Transcripts.Good + Transcripts.Boot + Transcripts.SharedRun + many), Is.EqualTo(LabExit.Usage));
        AssertOneComplaint(complaint);
    }

    /// <summary>A log with bytes of chance in it, or cut, is judged, and nothing else.</summary>
    [Test]
    public async Task DamagedLogsAreJudged()
    {
        Random chance = new(20_04);
        for (int round = 0; round < 200; round++)
        {
            byte[] log = Encoding.ASCII.GetBytes(Transcripts.Good);
            for (int change = chance.Next(20); change > 0; change--)
            {
                log[chance.Next(log.Length)] = (byte)chance.Next(256);
            }

            LabExit exit = await JudgeAsync(log[..chance.Next(log.Length + 1)]);
            Assert.That(exit, Is.Not.EqualTo(LabExit.Prerequisite), $"round {round}\n{Tree.Errors}");
        }

        Assert.That(Tree.Errors, Does.Not.Contain("a mistake in this tool"));
    }

    private Task<LabExit> JudgeAsync(string log) => JudgeAsync(Encoding.UTF8.GetBytes(log));

    private async Task<LabExit> JudgeAsync(byte[] log)
    {
        await File.WriteAllBytesAsync(Tree.PathOf("com1.txt"), log);
        return await Tree.RunAsync("judge", Tree.PathOf("com1.txt"));
    }

    private void AssertOneComplaint(string complaint)
    {
        Assert.That(Tree.Errors, Is.EqualTo($"lab: {Tree.PathOf("com1.txt")}: {complaint}\n"));
        Assert.That(Tree.Output, Is.Empty);
    }

    private sealed class EndlessStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)'\n');
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
