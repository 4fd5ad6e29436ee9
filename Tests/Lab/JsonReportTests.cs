using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class JsonReportTests
{
    private static readonly string[] RunMembers =
        ["variant", "paging", "layout", "emulator", "passed", "failed", "neverRan", "problems", "tasks", "faults", "untold", "refused",
            "checks", "output"];

    [Test]
    public void ItHasTheAgreedShape()
    {
        JsonElement run = Report(Transcripts.Good).GetProperty("runs")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.EnumerateObject().Select(member => member.Name), Is.EqualTo(RunMembers));
            Assert.That(run.GetProperty("variant").GetString(), Is.EqualTo("shared"));
            Assert.That(run.GetProperty("paging").GetString(), Is.EqualTo("two-level"));
            Assert.That(run.GetProperty("layout").GetString(), Is.EqualTo("high"));
            Assert.That(run.GetProperty("emulator").GetString(), Is.EqualTo("qemu"));
            Assert.That(run.GetProperty("passed").GetInt32(), Is.EqualTo(2));
            Assert.That(run.GetProperty("failed").GetInt32(), Is.Zero);
            Assert.That(
                Compact(run.GetProperty("tasks")),
                Is.EqualTo(Compact("""[{"name":"hello","pid":1,"status":42},{"name":"read-kernel-text","pid":2,"status":139}]""")));
            Assert.That(Compact(run.GetProperty("faults")), Is.EqualTo(Compact(
                """
                [{"sequence":1,"task":"read-kernel-text","vector":14,"errorCode":5,"cr2":"0xc0101000","eip":"0x40000013","verdict":"supervisor-only",
                "decides":null,"also":[],"fetch":false,"reason":"the kernel page is mapped here, but U/S=0 forbids ring 3","delivered":null}]
                """)));
            Assert.That(Compact(run.GetProperty("checks")[0]), Is.EqualTo(Compact(
                """{"name":"hello","result":"held","expected":"exit-42","got":"exit-42","title":"prints and exits with 42"}""")));
        }
    }

    [TestCase("", "null", "[]", "false")]
    [TestCase("decides=pde.us ", "\"pde.us\"", "[]", "false")]
    [TestCase("decides=pde.us also=pte.us,pte.rw ", "\"pde.us\"", "[\"pte.us\",\"pte.rw\"]", "false")]
    public void AFaultHasTheBitsThatRefuse(string fields, string decides, string also, string fetch)
    {
        string text = Transcripts.Good.Replace("verdict=supervisor-only", fields + "verdict=supervisor-only", StringComparison.Ordinal);
        JsonElement fault = Report(text).GetProperty("runs")[0].GetProperty("faults")[0];
        Assert.That(
            (Compact(fault.GetProperty("decides")), Compact(fault.GetProperty("also")), Compact(fault.GetProperty("fetch"))),
            Is.EqualTo((decides, also, fetch)));
    }

    [Test]
    public void TheOutputHasEveryLineWithoutAProgramsPrefix()
    {
        string[] output = Output(Report(Transcripts.Good).GetProperty("runs")[0]);

        Assert.That(output[0], Is.EqualTo("boot: layout=high paging=two-level memory=67108864"));
        Assert.That(output[3], Is.EqualTo("hello from ring 3"));
        Assert.That(output, Does.Contain(Transcripts.Fault));
        Assert.That(output[^1], Is.EqualTo("end: variant=shared paging=two-level held=2 failed=0"));
    }

    [Test]
    public void EachLineOfTheOutputSaysWhoWroteIt()
    {
        JsonElement report = Report(Transcripts.Good.Replace("hello from ring 3", "done: held=9 failed=0", StringComparison.Ordinal));
        JsonElement output = report.GetProperty("runs")[0].GetProperty("output");

        Assert.That(report.GetProperty("schema").GetInt32(), Is.EqualTo(2));
        Assert.That(Compact(output[3]), Is.EqualTo(Compact("""{"pid":1,"name":"hello","text":"done: held=9 failed=0"}""")));
        Assert.That(Compact(output[4]), Is.EqualTo(Compact("""{"pid":0,"name":"kernel","text":"exit: pid=1 name=hello status=42"}""")));
        Assert.That(output.EnumerateArray().Count(line => line.GetProperty("pid").GetInt32() != 0), Is.EqualTo(1));
    }

    [Test]
    public void AProgramsWordsComeOutVerbatim()
    {
        const string words = "\t\"quoted\" \\ \u001b[31m <b> é € 😀 \0\r";
        JsonElement run = Report(Transcripts.GoodShared.Replace("hello from ring 3", words, StringComparison.Ordinal))
            .GetProperty("runs")[0];

        Assert.That(Output(run), Does.Contain(words));
    }

    [Test]
    public void WhatIsNotKnownIsNull()
    {
        string text = Transcripts.Boot
            + "run: variant=shared paging=two-level layout=high experiments=1\ntask: pid=1 name=x\n#UD 0001 task=x eip=40000000 "
            + "verdict=undefined-instruction : y\n";

        JsonElement run = Report(text).GetProperty("runs")[0];

        Assert.That(run.GetProperty("tasks")[0].GetProperty("status").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(run.GetProperty("faults")[0].GetProperty("errorCode").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(run.GetProperty("faults")[0].GetProperty("cr2").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public void ARunThatNeverBeganIsThereAllTheSame()
    {
        JsonElement run = Report(Transcripts.Boot).GetProperty("runs")[1];

        Assert.That(run.GetProperty("variant").GetString(), Is.EqualTo("fourfour"));
        Assert.That(run.GetProperty("passed").GetInt32(), Is.Zero);
        Assert.That(run.GetProperty("failed").GetInt32(), Is.Positive);
        Assert.That(run.GetProperty("problems")[0].GetString(), Is.EqualTo("the run never began"));
    }

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);

    private static string Compact(string json) => Compact(JsonDocument.Parse(json).RootElement);

    private static string[] Output(JsonElement run) =>
        [.. run.GetProperty("output").EnumerateArray().Select(line => line.GetProperty("text").GetString()!)];

    private static JsonElement Report(string text)
    {
        SerialParser parser = new();
        parser.Push(Encoding.UTF8.GetBytes(text));
        parser.Complete();
        BootPlan plan = new([new Cell("shared", "two-level", "high", "qemu"), new Cell("fourfour", "two-level", "high", "qemu")], []);
        BootResult boot = new(new MachineEnd(GuestSignal.AllHeld, 33), new GuestTranscript(parser.Lines), "", TimeSpan.FromSeconds(1));
        using MemoryStream written = new();
        JsonReport.Write(BootJudge.Judge(plan, boot).Runs, written);
        return JsonDocument.Parse(written.ToArray()).RootElement;
    }
}
