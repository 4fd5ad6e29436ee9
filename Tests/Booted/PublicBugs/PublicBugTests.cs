using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted.PublicBugs;

/// <summary>
/// What was wrong in other kernels, tried in this one. All programs and ELF files run in one boot for each emulator and layout, which goes
/// through both paging formats and both mappings; each report is then a test of its own.
/// </summary>
[TestFixtureSource(nameof(Places))]
internal sealed class PublicBugTests(string emulator, string layout)
{
    private const string Words = "variant=all paging=all experiments=none";

    private static readonly Dictionary<string, OddElf> Files = OddElfFiles.All
        .Select((file, index) => (Name: $"{file.Report}-file-{index + 1:d2}", File: file))
        .ToDictionary(named => named.Name, named => named.File);

    private static readonly IReadOnlyList<PublicBug> Programs =
        [.. PublicBugTable.All.Where(bug => Files.Values.All(file => file.Report != bug.Name))];

    private IReadOnlyList<GuestRun> runs = [];

    private static IEnumerable<object[]> Places =>
        KernelBoot.Boots.Select(boot => new object[] { boot.Emulator, boot.Layout }).DistinctBy(place => (place[0], place[1]));

    private static IEnumerable<PublicBug> WithFiles => PublicBugTable.All.Except(Programs);

    [OneTimeSetUp]
    public async Task BootOnceAsync()
    {
        string archive = Path.GetTempFileName();
        try
        {
            OutsidePrograms.Write(
                archive,
                [
                    .. Programs.Select(bug => (bug.Name, OutsidePrograms.Sample(bug.Name))),
                    .. Files.Select(file => (file.Key, file.Value.Content)),
                ]);
            BootResult result = await KernelBoot.BootAsync(
                emulator, Words, _ => KernelBoot.Definition(Words, layout) with { Archive = archive });
            Assert.That(
                result.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => KernelBoot.Show(result.Transcript.Lines.TakeLast(30)));
            runs = result.Transcript.Runs;
            Assert.That(
                runs.Select(run => (run.Header.Paging, run.Header.Variant)).Distinct().Count(), Is.EqualTo(4), "all four cells");
            Assert.That(
                runs.SelectMany(run => run.Lines.OfType<ErrorRecord>()).Select(line => line.Text), Is.Empty, "no frame is missing");
        }
        finally
        {
            File.Delete(archive);
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void AFaultOfAnotherKernelIsNoneHere(PublicBug bug)
    {
        Assert.Multiple(() =>
        {
            foreach (GuestRun run in runs)
            {
                Assert.That(
                    run.Tasks.First(task => task.Name == bug.Name).Status,
                    Is.Zero,
                    () => $"{bug.Wrong}\n{run.Header.Text}\n{KernelBoot.Show(LinesOf(run, bug.Name))}");
            }
        });
    }

    [TestCaseSource(nameof(WithFiles))]
    public void AnElfFileThatAnotherKernelFellOverIsRefusedOrRuns(PublicBug bug)
    {
        Assert.Multiple(() =>
        {
            foreach (GuestRun run in runs)
            {
                foreach ((string name, OddElf file) in Files.Where(file => file.Value.Report == bug.Name))
                {
                    bool isShared = run.Header.Variant == KernelWords.Shared;
                    string expected = !isShared ? file.FourFour : layout == KernelWords.High ? file.SharedHigh : file.SharedLow;
                    Assert.That(
                        EndOf(run, name),
                        Is.EqualTo(expected),
                        () => $"{file.What}\n{run.Header.Text}\n{KernelBoot.Show(LinesOf(run, name))}");
                }
            }
        });
    }

    /// <summary>The name of the loader's problem, or the status; null if the file was passed over.</summary>
    private static string? EndOf(GuestRun run, string name) =>
        run.Refusals.SingleOrDefault(refusal => refusal.Name == name)?.Text.Split(" problem=")[1].Split(' ')[0]
        ?? run.Tasks.SingleOrDefault(task => task.Name == name)?.Status?.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<ConsoleLine> LinesOf(GuestRun run, string name) => run.Lines.Where(line =>
        line.Text.Contains(name, StringComparison.Ordinal) || (line is ProgramLine written && written.Name == name));
}
