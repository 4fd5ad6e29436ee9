using System;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Benching;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Reports;
using CosmosPaging.Lab.Running;
using CosmosPaging.Tests.Kernel;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>Reports take as many mappings as there are: here one more than the kernel has.</summary>
internal sealed class MappingReportTests
{
    [Test]
    public void TheMappingsStandSideBySideHoweverManyThereAre()
    {
        StringWriter output = new();
        new RunReport(ReportConsole.Create(output, terminal: false)).PrintSideBySide(Runs(Transcripts.SharedRun));

        string[] rows = [.. output.ToString().Split('\n').Select(Plain)];
        Assert.That(rows, Does.Contain("shared, fourfour, kpti and apart side by side, two-level paging"));
        Assert.That(rows, Does.Contain("experiment shared fourfour kpti apart differ"));
        Assert.That(rows, Does.Contain("hello exit-42 exit-42 exit-42 exit-42"));
    }

    [Test]
    public void TheBenchmarkHasAColumnForEach()
    {
        const string words = "task: pid=1 name=bench\n"
            + "[1 bench] bench: name=null-call samples=10 least=60 mean=60\nexit: pid=1 name=bench status=0\n";
        BenchCell[] cells =
        [
            .. Runs("run: variant=shared paging=two-level layout=high experiments=0\n"
                    + words
                    + "end: variant=shared paging=two-level held=0 failed=0\n")
                .Select(run => new BenchCell(run.Cell, new BenchReading(run.Guest!), new BenchReading(run.Guest!), [])),
        ];
        StringWriter output = new();
        new BenchReport(ReportConsole.Create(output, terminal: false)).Print(cells, []);

        string[] rows = [.. output.ToString().Split('\n').Select(Plain)];
        Assert.That(rows, Has.Some.StartsWith("operation shared, two-level fourfour, two-level kpti, two-level apart, two-level aim"));
        Assert.That(rows, Has.Some.StartsWith("operation fourfour, two-level kpti, two-level apart, two-level"));
        Assert.That(rows, Does.Contain("null-call 1.0 1.0 1.0"));
    }

    /// <summary>A run under each mapping, all with the same words.</summary>
    private static RunResult[] Runs(string words)
    {
        string[] names = Cells.Mappings;
        string text = Transcripts.Boot
            + string.Concat(names.Select(name => words.Replace("=shared", "=" + name, StringComparison.Ordinal)))
            + "done: held=0 failed=0\n";
        SerialParser parser = new();
        parser.Push(Transcripts.Bytes(text));
        parser.Complete();
        BootResult boot = new(new MachineEnd(GuestSignal.AllHeld, 33), new GuestTranscript(parser.Lines), "", TimeSpan.FromSeconds(1));
        BootPlan plan = new([.. names.Select(name => new Cell(name, KernelWords.TwoLevel, KernelWords.High, EmulatorChoice.Qemu))], []);
        return [.. BootJudge.Judge(plan, boot).Runs];
    }

    private static string Plain(string row) => string.Join(' ', row.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries));
}
