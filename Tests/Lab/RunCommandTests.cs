using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Commands;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The tool against a real emulator and kernels that do what the test needs.</summary>
internal sealed partial class RunCommandTests
{
    private const string TheLast = "the very last";
    private static readonly string ThirtyLines = string.Concat(Enumerable.Range(1, 30).Select(number => $"line {number}\n"));

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();

    [Test]
    public async Task AGoodKernelHoldsAndTheStoryIsTold()
    {
        using FakeTree tree = new FakeTree().WithKernel(Transcripts.GoodAll, Endings.AllHeld);

        LabExit exit = await tree.RunAsync("run", "--paging", "two-level");

        string[] lines = [.. tree.Output.TrimEnd('\n').Split('\n').Select(line => Blanks().Replace(line, " "))];
        Assert.That(exit, Is.EqualTo(LabExit.Held), tree.Output + tree.Errors);
        Assert.That(tree.Errors, Is.Empty);
        Assert.That(lines[^1], Is.EqualTo("6 expectations held, 0 failed"));
        Assert.That(lines, Has.One.EqualTo(
            "| read-kernel-text | reads the first byte of the kernel's text | #PF 05 user,read,protection | "
            + "supervisor-only: the kernel page is mapped here, but U/S=0 forbids ring 3 | | held |"));
        Assert.That(
            lines,
            Has.One.EqualTo("| read-kernel-text | #PF 05 supervisor-only | #PF 04 not-mapped-here | #PF 04 not-mapped-here | * |"));
        Assert.That(lines, Has.None.Contains("\u001b"));
    }

    [TestCase("qemu")]
    [TestCase("bochs")]
    public async Task AProcessorThatTheEmulatorDoesNotKnowIsWrongUsage(string emulator)
    {
        using FakeTree tree = new FakeTree().WithKernel(Transcripts.GoodAll, Endings.AllHeld);

        Assert.That(
            await tree.RunAsync("run", "--emulator", emulator, "--cpu", "nonsense"), Is.EqualTo(LabExit.Usage), tree.Output + tree.Errors);
        Assert.That(
            tree.Errors.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1).And.One.Contains("--cpu nonsense: ").And.One.Contains("cpu"));
    }

    [Test]
    public async Task WithoutPaeTheOtherCellsAreRun()
    {
        using FakeTree tree = new FakeTree().WithKernel(KernelWords.NoPae + "\n" + Transcripts.GoodAll, Endings.AllHeld);

        Assert.That(await tree.RunAsync("run", "--cpu", "pentium"), Is.EqualTo(LabExit.Held), tree.Output + tree.Errors);
        Assert.That(
            tree.Output,
            Does.StartWith("the kernel says: " + KernelWords.NoPae + "\n").And.EndsWith("6 expectations held, 0 failed\n"));
        Assert.That(await tree.RunAsync("run", "--cpu", "pentium", "--paging", "pae"), Is.EqualTo(LabExit.Usage));
        Assert.That(tree.Errors, Does.Contain("--cpu pentium --paging pae: the processor has no PAE"));
    }

    [Test]
    public async Task AFailedExpectationIsExitOne()
    {
        string text = Transcripts.GoodShared
            .Replace(
                "name=hello result=held expected=exit-42 got=exit-42", "name=hello result=failed expected=exit-42 got=exit-41",
                StringComparison.Ordinal)
            .Replace("held=2 failed=0", "held=1 failed=1", StringComparison.Ordinal);
        using FakeTree tree = new FakeTree().WithKernel(text, Endings.SomeFailed);

        LabExit exit = await tree.RunAsync("run", "--variant", "shared", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.Failed), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.Contain("exit-41, not exit-42").And.EndsWith("1 expectations held, 1 failed\n"));
    }

    [Test]
    public async Task AnExperimentThatNeverRanIsExitOne()
    {
        string text = Transcripts.GoodShared.Replace("experiments=2", "experiments=3", StringComparison.Ordinal);
        using FakeTree tree = new FakeTree().WithKernel(text, Endings.AllHeld);

        Assert.That(await tree.RunAsync("run", "--variant", "shared", "--paging", "two-level"), Is.EqualTo(LabExit.Failed));
        Assert.That(tree.Output, Does.Contain("1 experiments never ran").And.EndsWith("2 expectations held, 1 failed\n"));
    }

    [TestCase(Endings.TripleFault, "the guest reset")]
    [TestCase(Endings.Panicked, "the guest panicked")]
    [TestCase(Endings.SomethingElse, "the emulator gave up with exit code 101")]
    [TestCase(Endings.AllHeld, "the guest ended without its 'done:' line")]
    public async Task AGuestThatBreaksDownIsExitFourWithItsLastLines(string ending, string problem)
    {
        using FakeTree tree = new FakeTree().WithKernel(ThirtyLines + TheLast, ending);

        LabExit exit = await tree.RunAsync("run", "--paging", "two-level");

        AssertBrokenWithLastLines(tree, exit, problem);
    }

    [TestCase(Endings.Hang, "the processor was in ring 0, halted, at CS:EIP ")]
    [TestCase(Endings.Spin, "the processor was in ring 0 at CS:EIP ")]
    public async Task AGuestThatDoesNotEndIsEndedAndIsExitFourWithItsLastLines(string ending, string where)
    {
        using FakeTree tree = new FakeTree().WithKernel(ThirtyLines + TheLast, ending);

        (LabExit exit, int seconds) = await tree.RunUntilAsync(
            () => tree.Errors.Contains(TheLast, StringComparison.Ordinal), "run", "--paging", "two-level");

        AssertBrokenWithLastLines(tree, exit, $"the guest hung: it had not ended after {seconds} s; {where}");
    }

    [Test]
    public async Task HostileBytesReachNeitherTheTerminalNorTheLayout()
    {
        string text = Transcripts.GoodShared
            .Replace("prints and exits", "\u001b[31m[bold red]prints[/] [/]and\u0007\u202eexits", StringComparison.Ordinal)
            .Replace(
                "end:",
                "task: pid=9 name=mine file=user/mine.elf\n[9 mine] \u001b]0;title\u0007[/][link=x]\0\r\u009b2J\n"
                + "exit: pid=9 name=mine status=1\ninvariants: name=mine result=held checked=8 trees=1\nend:",
                StringComparison.Ordinal);
        using FakeTree tree = new FakeTree().WithKernel(text, Endings.AllHeld);
        File.WriteAllText(tree.PathOf("mine.elf"), "anything");

        LabExit exit = await tree.RunAsync("run", "--variant", "shared", "--paging", "two-level", "--program", tree.PathOf("mine.elf"));

        Assert.That(exit, Is.EqualTo(LabExit.Held), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.Contain(@"\x1b[31m[bold red]prints[/] [/]and\x07\u{202e}exits"));
        Assert.That(tree.Output, Does.Contain("\n" + @"    [9 mine] \x1b]0;title\x07[/][link=x]\x00\r\x9b2J" + "\n"));
        Assert.That(tree.Output.Where(character => character != '\n' && char.IsControl(character)), Is.Empty);
    }

    [Test]
    public async Task TheJsonReportIsWrittenWheneverAMachineWasBooted()
    {
        using FakeTree tree = new FakeTree().WithKernel(Transcripts.Boot + "panic: no memory\n", Endings.Panicked);
        string path = tree.PathOf("out.json");

        Assert.That(await tree.RunAsync("run", "--paging", "two-level", "--json", path), Is.EqualTo(LabExit.GuestBroken));

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement runs = document.RootElement.GetProperty("runs");
        Assert.That(runs.GetArrayLength(), Is.EqualTo(MappingTable.Rows.Length));
        Assert.That(runs[0].GetProperty("output")[1].GetProperty("text").GetString(), Is.EqualTo("panic: no memory"));
        Assert.That(runs[0].GetProperty("failed").GetInt32(), Is.Positive);
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.part"), Is.Empty);
    }

    [Test]
    public async Task AReportThatCannotBeWrittenIsNoticedBeforeBooting()
    {
        using FakeTree tree = new FakeTree().WithKernel("", Endings.Hang);

        Assert.That(await tree.RunAsync("run", "--json", "/proc/nothing"), Is.EqualTo(LabExit.Usage));
        Assert.That(tree.Errors, Does.StartWith("lab: --json /proc/nothing: "));
    }

    [Test]
    public async Task WithoutQemuThePackageIsNamed()
    {
        using FakeTree tree = new() { SearchPath = "/nonexistent" };

        Assert.That(await tree.RunAsync("run"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("apt-get install -y --no-install-recommends qemu-system-x86"));
    }

    [Test]
    public async Task WithoutAKernelTheBuildIsNamed()
    {
        using FakeTree tree = new();

        Assert.That(await tree.RunAsync("run"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("CosmosKernel.elf is missing; build it with: dotnet build CosmosPaging.sln"));
    }

    [Test]
    public async Task AKernelThatIsNoneIsTheEmulatorsComplaint()
    {
        using FakeTree tree = new();
        File.WriteAllText(tree.Tree.KernelImage, "no kernel");

        Assert.That(await tree.RunAsync("run", "--paging", "two-level"), Is.EqualTo(LabExit.GuestBroken));
        Assert.That(tree.Errors, Does.Contain("lab: the emulator says: ").And.Contain("the guest wrote nothing"));
    }

    [Test]
    public async Task ABrokenArchiveOfSamplesIsAMatterForTheBuild()
    {
        using FakeTree tree = new FakeTree().WithKernel(Transcripts.Good, Endings.AllHeld);
        File.WriteAllText(tree.Tree.ProgramsArchive, new string('x', 5000));
        File.WriteAllText(tree.PathOf("mine.elf"), "x");

        Assert.That(await tree.RunAsync("run", "--program", tree.PathOf("mine.elf")), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.StartWith("lab: "));
    }

    [Test]
    public async Task TwoProgramsOfOneNameAreTurnedDown()
    {
        using FakeTree tree = new();
        File.WriteAllText(tree.PathOf("mine.elf"), "x");
        File.WriteAllText(tree.PathOf("mine"), "y");

        Assert.That(
            await tree.RunAsync("run", "--program", tree.PathOf("mine.elf"), "--program", tree.PathOf("mine")), Is.EqualTo(LabExit.Usage));
        Assert.That(tree.Errors, Does.Contain("another program named mine"));
    }

    private static void AssertBrokenWithLastLines(FakeTree tree, LabExit exit, string problem)
    {
        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.Contain(problem));
        Assert.That(tree.Errors, Does.Contain("    line 12\n").And.Contain($"    {TheLast}\n").And.Not.Contain("    line 11\n"));
    }
}
