using System;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class KernelLineGrammarTests
{
    private static readonly TestCaseData<string, ConsoleLine>[] Records =
    [
        Case("boot: layout=high paging=two-level memory=67108864 kernel=c0100000-c0123000", line =>
            new BootRecord(line, "high", "two-level", 67108864)),
        Case("boot: layout=low paging=pae", line => new BootRecord(line, "low", "pae", null)),
        Case("run: variant=shared paging=two-level layout=high experiments=34", line =>
            new RunRecord(line, "shared", "two-level", "high", 34)),
        Case("task: pid=3 name=hello file=hello.elf", line => new TaskRecord(line, 3, "hello", "hello.elf", null)),
        Case("task: pid=3 name=hello", line => new TaskRecord(line, 3, "hello", null, null)),
        Case("task: pid=4 name=hello parent=3", line => new TaskRecord(line, 4, "hello", null, 3)),
        Case("untold: name=bomb begun=1 ended=2 mended=3 delivered=4 fatal=5 pieces=6", line =>
            new UntoldRecord(line, "bomb", 1, 2, 3, 4, 5, 6)),
        Case(
            "refused: name=at-kernel-text : segment 0 at c0100000 lies in the kernel's part : really",
            line => new RefusedRecord(line, "at-kernel-text", "segment 0 at c0100000 lies in the kernel's part : really")),
        Case("exit: pid=3 name=hello status=42", line => new ExitRecord(line, 3, "hello", 42)),
        Case(
            "vmalloc: address=fa000000 pages=2 directories=3 with-entry=1 : a consequence",
            line => new VmallocRecord(line, 0xFA000000, 2, 3, 1, "a consequence")),
        Case(
            "check: name=hello result=held expected=exit-42 got=exit-42 : prints and exits with 42",
            line => new CheckRecord(line, "hello", true, "exit-42", "exit-42", "prints and exits with 42")),
        Case("check: name=x result=failed expected=a+b got=c", line => new CheckRecord(line, "x", false, "a+b", "c", "")),
        Case("end: variant=shared paging=two-level held=34 failed=0", line => new EndRecord(line, "shared", "two-level", 34, 0)),
        Case("note: anything = at all : here", line => new NoteRecord(line)),
        Case("note:", line => new NoteRecord(line)),
        Case("error: anything", line => new ErrorRecord(line)),
        Case("panic: anything", line => new PanicRecord(line)),
        Case("done: held=68 failed=0", line => new DoneRecord(line, 68, 0)),
    ];

    [TestCaseSource(nameof(Records))]
    public void ARecordReadsAsOne(string line, ConsoleLine expected) => Assert.That(KernelLineGrammar.Read(line), Is.EqualTo(expected));

    [Test]
    public void ABreachOfInvariantsReadsAsOne()
    {
        const string line = "invariants: name=fork result=failed checked=10 trees=64 left-out=3 aliases=1 broken=user-bit,frames "
            + "at=c0001000 : a breach";
        var record = (InvariantsRecord)KernelLineGrammar.Read(line);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(record.Text, Is.EqualTo(line));
            Assert.That((record.Name, record.Held, record.Checked, record.Trees, record.LeftOut), Is.EqualTo(("fork", false, 10, 64, 3)));
            Assert.That(record.Broken, Is.EqualTo(new[] { "user-bit", "frames" }));
            Assert.That((record.At, record.Breach), Is.EqualTo(((uint?)0xC0001000, "a breach")));
        }
    }

    [Test]
    public void InvariantsThatHeldReadAsSuch()
    {
        var record = (InvariantsRecord)KernelLineGrammar.Read("invariants: name=hello result=held checked=8 trees=1");

        Assert.That(
            (record.Held, record.LeftOut, record.Broken.Count, record.At, record.Breach),
            Is.EqualTo((true, 0, 0, (uint?)null, "")));
    }

    [TestCase("invariants: name=hello result=held checked=8 trees=1 broken=frames at=00000000")]
    [TestCase("invariants: name=hello result=failed checked=8 trees=1")]
    [TestCase("invariants: name=hello result=failed checked=8 trees=1 broken=frames")]
    [TestCase("invariants: name=hello result=failed checked=8 trees=1 broken=frames, at=00000000")]
    [TestCase("invariants: name=hello result=perhaps checked=8 trees=1")]
    [TestCase("invariants: name=hello result=held trees=1")]
    [TestCase("invariants: result=held checked=8 trees=1")]
    public void InvariantsThatContradictThemselvesAreNoRecord(string line) =>
        Assert.That(KernelLineGrammar.Read(line), Is.InstanceOf<MalformedLine>());

    [Test]
    public void APageFaultReadsAsOne()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(Transcripts.Fault);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Text, Is.EqualTo(Transcripts.Fault));
            Assert.That(fault.Exception, Is.EqualTo("#PF"));
            Assert.That(fault.Vector, Is.EqualTo(14));
            Assert.That(fault.Sequence, Is.EqualTo(1));
            Assert.That(fault.Task, Is.EqualTo("read-kernel-text"));
            Assert.That(fault.Mapping, Is.EqualTo("shared"));
            Assert.That(fault.Paging, Is.EqualTo("two-level"));
            Assert.That(fault.Eip, Is.EqualTo(0x40000013));
            Assert.That(fault.Cr2, Is.EqualTo(0xC0101000));
            Assert.That(fault.ErrorCode, Is.EqualTo(5));
            Assert.That(fault.ErrorBits, Is.EqualTo(new[] { "user", "read", "protection" }));
            Assert.That(fault.Entries, Is.EqualTo(new TableEntry[] { new("pde", 0x00118023), new("pte", 0x00101121) }));
            Assert.That(fault.Verdict, Is.EqualTo("supervisor-only"));
            Assert.That(fault.Reason, Is.EqualTo("the kernel page is mapped here, but U/S=0 forbids ring 3"));
        }
    }

    [Test]
    public void TheBitsThatRefuseAreRead()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(Refused("decides=pde.us also=pte.us,pte.rw "));
        ExplainedWalk walk = LoggedWalk.Of(fault)!.Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Decides.ToString(), Is.EqualTo("pde.us"));
            Assert.That(fault.Also, Is.EqualTo(new TableBit[] { new("pte", "us"), new("pte", "rw") }));
            Assert.That(fault.IsUntoldFetch, Is.False);
            Assert.That(walk.Walk.Entry(1).Raw, Is.EqualTo(0x00101121));
            Assert.That(walk.Walk.IsMapped);
            Assert.That(walk.Decides(0, ObstacleKind.UserSupervisor));
            Assert.That(walk.RefusesToo(1, ObstacleKind.ReadWrite));
            Assert.That(walk.RefusesToo(0, ObstacleKind.ReadWrite), Is.False);
        }
    }

    [TestCase("")]
    [TestCase("decides=pde.us ")]
    [TestCase("decides=cr4.smep also=pte.rw ")]
    [TestCase("decides=pte.rsvd also=pde.us,pde.rw ")]
    public void TheBitsMayBeMissing(string fields) => Assert.That(KernelLineGrammar.Read(Refused(fields)), Is.InstanceOf<FaultRecord>());

    [TestCase("decides=pde ")]
    [TestCase("decides=.us ")]
    [TestCase("decides=pde.us,pte.us ")]
    [TestCase("decides=pde.us also=pte.us, ")]
    [TestCase("decides=pde.dirty ")]
    [TestCase("decides=pdpte.p ")]
    [TestCase("decides=pde.smep ")]
    [TestCase("also=pte.us ")]
    [TestCase("fetch=eip ")]
    public void BitsOfNoEntryAreNoRecord(string fields) =>
        Assert.That(KernelLineGrammar.Read(Refused(fields)), Is.InstanceOf<MalformedLine>());

    [Test]
    public void AFetchThatIsToldAsAReadIsKnown()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(
            "#PF 0001 task=x eip=c0100000 cr2=c0100000 error=04[user,read,not-present] fetch=eip pde=00000000 decides=pde.p verdict=x : y");
        Assert.That(fault.IsUntoldFetch);
    }

    [Test]
    public void AFaultMayBeDelivered()
    {
        string line = Transcripts.Fault.Replace(" : ", " delivered=11 : ", StringComparison.Ordinal);
        Assert.That(((FaultRecord)KernelLineGrammar.Read(line)).Delivered, Is.EqualTo(11));
        Assert.That(((FaultRecord)KernelLineGrammar.Read(Transcripts.Fault)).Delivered, Is.Null);
    }

    [Test]
    public void AnotherFaultHasNoCr2()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(
            "#GP 0008 task=cli mapping=shared paging=two-level eip=40000000 error=0000[] verdict=privileged-instruction : cli needs CPL=0");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Vector, Is.EqualTo(13));
            Assert.That(fault.Cr2, Is.Null);
            Assert.That(fault.ErrorCode, Is.Zero);
            Assert.That(fault.ErrorBits, Is.Empty);
            Assert.That(fault.Entries, Is.Empty);
        }
    }

    [Test]
    public void APaeFaultHasThreeEntriesOf64Bits()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(
            "#PF 0123 task=x eip=1 cr2=0 error=15[user,read,protection,fetch] pte=8000000000123067 pde=1 pdpte=2 verdict=no-execute : NX");

        Assert.That(fault.Entries, Is.EqualTo(new TableEntry[] { new("pdpte", 2), new("pde", 1), new("pte", 0x8000000000123067) }));
    }

    [Test]
    public void AnExceptionWithoutErrorCodeReadsAsOne()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(
            "#UD 0001 task=x eip=40000000 verdict=undefined-instruction : no such instruction");

        Assert.That(fault.ErrorCode, Is.Null);
    }

    [TestCase("NMI", 2)]
    [TestCase("#09", 9)]
    [TestCase("#XM", 19)]
    public void EveryNameOfTheKernelsForAnExceptionIsUnderstood(string name, int vector)
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(
            $"{name} 0001 task=x eip=40000000 error=0000[] verdict=unexpected : what is this");

        Assert.That(fault.Vector, Is.EqualTo(vector));
    }

    [Test]
    public void ASystemCallOutOfVirtual8086ModeIsToldWithItsVector()
    {
        FaultRecord fault = (FaultRecord)KernelLineGrammar.Read(
            "INT 0065 task=x mapping=shared paging=two-level eip=00000002 vector=80 "
            + "verdict=virtual-8086 : ring 3 got into virtual-8086 mode");

        Assert.That((fault.Exception, fault.Vector, fault.ErrorCode), Is.EqualTo(("INT", 0x80, (uint?)null)));
    }

    [TestCase("vector=0e ")]
    [TestCase("vector=100 ")]
    [TestCase("")]
    public void AnInterruptNeedsAVectorThatIsNoException(string field) =>
        Assert.That(
            KernelLineGrammar.Read($"INT 0065 task=x eip=00000002 {field}verdict=virtual-8086 : why"), Is.InstanceOf<MalformedLine>());

    [Test]
    public void AnExperimentThatHeldByADeviationSaysSo()
    {
        var check = (CheckRecord)KernelLineGrammar.Read(
            "check: name=x result=held expected=exit-0 got=#PF-04-virtual-8086 deviation=qemu-iret-vm : title");

        Assert.That((check.Held, check.Deviation, check.Title), Is.EqualTo((true, "qemu-iret-vm", "title")));
    }

    [TestCase("boot:")]
    [TestCase("boot: ")]
    [TestCase("boot: layout=high")]
    [TestCase("boot: layout=high paging=two-level memory=64M")]
    [TestCase("boot: layout=high paging=two-level half a word")]
    [TestCase("run: variant=shared paging=two-level layout=high experiments=many")]
    [TestCase("run: variant=shared paging=two-level layout=high experiments=-1")]
    [TestCase("run: variant=shared paging=two-level layout=high experiments=99999999999")]
    [TestCase("task: pid=3")]
    [TestCase("task: pid=3 pid=4 name=x")]
    [TestCase("task: pid= name=x")]
    [TestCase("refused: : no name")]
    [TestCase("exit: pid=3 name=hello status=0x2a")]
    [TestCase("vmalloc: address=fa000000 pages=2 directories=3 : no holders")]
    [TestCase("check: name=hello result=perhaps expected=a got=b : x")]
    [TestCase("check: name=hello result=held expected=a : x")]
    [TestCase("end: variant=shared held=1 failed=0")]
    [TestCase("done: held=1")]
    [TestCase("#QQ 0001 task=x eip=0 error=00[] verdict=x : x")]
    [TestCase("#32 0001 task=x eip=0 error=00[] verdict=x : x")]
    [TestCase("#PF")]
    [TestCase("#PF task=x eip=0 cr2=0 error=04[user] verdict=x : x")]
    [TestCase("#PF 0001 task=x eip=0 error=04[user] verdict=x : no cr2")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 verdict=x : no error code")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 error=04 verdict=x : no bits")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 error=zz[user] verdict=x : x")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 error=04[user verdict=x : x")]
    [TestCase("#PF 0001 task=x eip=100000000 cr2=0 error=04[user] verdict=x : eip too wide")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 error=04[user] pde=none verdict=x : x")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 error=04[user] verdict=x")]
    [TestCase("#PF 0001 task=x eip=0 cr2=0 error=04[user] : no verdict")]
    public void WhatBeginsLikeARecordAndIsNoneIsReported(string line)
    {
        ConsoleLine read = KernelLineGrammar.Read(line);

        Assert.That(read, Is.TypeOf<MalformedLine>());
        Assert.That(((MalformedLine)read).Reason, Is.Not.Empty);
        Assert.That(read.Text, Is.EqualTo(line));
    }

    [TestCase("")]
    [TestCase("CosmosPaging")]
    [TestCase("running: 3")]
    [TestCase(" done: held=1 failed=0")]
    [TestCase("#1 is not an exception")]
    [TestCase("#pf 0001")]
    [TestCase("done:held=1")]
    public void AnythingElseIsJustALine(string line) => Assert.That(KernelLineGrammar.Read(line), Is.EqualTo(new KernelLine(line)));

    private static TestCaseData<string, ConsoleLine> Case(string line, System.Func<string, ConsoleLine> record) => new(line, record(line));

    private static string Refused(string fields) => Transcripts.Fault.Replace("verdict=", fields + "verdict=", StringComparison.Ordinal);
}
