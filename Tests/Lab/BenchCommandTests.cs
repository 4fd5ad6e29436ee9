using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using CosmosPaging.Lab.Benching;
using CosmosPaging.Lab.Commands;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary><c>lab bench</c> against kernels that report what the test needs.</summary>
internal sealed class BenchCommandTests
{
    private const int Tasks = 4;

    [Test]
    public async Task FiguresWithinTheAimsHoldAndAreShown()
    {
        using FakeTree tree = Tree(Kernel(NullCall("shared", 60), NullCall("fourfour", 64), NullCall("kpti", 66)));

        LabExit exit = await tree.RunAsync("bench", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.Held), tree.Output + tree.Errors);
        Assert.That(Row(tree, "null-call: "), Does.EndWith("60 64 66 60 / 80"));
        Assert.That(Row(tree, "shared, two-level 64 MB"), Is.EqualTo("shared, two-level 64 MB 4 2.5 102,400 51,200"));
        Assert.That(Row(tree, "page-tables: "), Does.EndWith("8,192 8,192 8,192 12,288 / 16,384"));
        Assert.That(tree.Output, Does.EndWith("every aim was met\n"));
    }

    [Test]
    public async Task WhatCostsTimeIsComparedInOneBoot()
    {
        using FakeTree tree = Tree(Kernel(NullCall("shared", 20), NullCall("fourfour", 50), NullCall("kpti", 60)));

        await tree.RunAsync("bench", "--paging", "two-level");

        Assert.That(tree.Output.Split('\n').Select(Plain), Has.One.EqualTo("null-call 2.5 3.0"));
    }

    [Test]
    public async Task AMissedAimIsNamedAndIsExitOne()
    {
        using FakeTree tree = Tree(Kernel(NullCall("shared", 61), NullCall("fourfour", 64), NullCall("kpti", 66)));

        LabExit exit = await tree.RunAsync("bench", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.Failed), tree.Output + tree.Errors);
        Assert.That(
            tree.Output, Does.Contain("shared, two-level paging, high layout, qemu: null-call takes 61 instructions; the aim is 60\n"));
    }

    [TestCase("bench: name=yield ", "bench: name=mumble ", "yield was not measured")]
    [TestCase("bench: name=yield samples=10 least=10 mean=10", "bench: name=yield unavailable=38", "yield is not available: errno 38")]
    [TestCase(
        "bench: name=yield samples=10 least=10", "bench: name=yield samples=10 least=ten",
        "least=ten is not a number: bench: name=yield samples=10 least=ten mean=10")]
    [TestCase("name=bench status=0", "name=bench status=139", "bench ended with status 139")]
    [TestCase("bytes=8192", "bytes=16384", "the paging structures of a small task take 16384 bytes; the aim is 12288")]
    [TestCase("round=9 live=4", "round=9 live=3",
        "64 MB: the rounds differ: 4, 4, 4, 4, 4, 4, 4, 4, 3, 4 tasks; 100, 100, 100, 100, 100, 100, 100, 100, 100, 100 KB free after "
            + "them")]
    [TestCase(
        "round=10 ended kiloticks=450 free-kb=100", "round=10 ended kiloticks=450 free-kb=96", "100, 100, 100, 96 KB free after them")]
    [TestCase("spawn: round=10 ended", "spawn: a child was killed: ", "a child was killed: ")]
    [TestCase("spawn: round=10 ended", "spwan: round=10 ended", "spawn filled the memory 10 times and emptied it 9 times, not 10")]
    public async Task WhatIsNotMeasuredRightIsNamedAndIsExitOne(string text, string instead, string problem)
    {
        using FakeTree tree = Tree(
            Kernel(NullCall("shared", 60), NullCall("fourfour", 64), NullCall("kpti", 66))
                .Replace(text, instead, StringComparison.Ordinal));

        LabExit exit = await tree.RunAsync("bench", "--paging", "two-level");

        Assert.That(exit, Is.EqualTo(LabExit.Failed), tree.Output + tree.Errors);
        Assert.That(tree.Output, Does.Contain(problem));
    }

    [Test]
    public async Task AGuestThatHangsIsExitFour()
    {
        using FakeTree tree = Tree("boot: layout=high paging=two-level\n", Endings.Hang);

        LabExit exit = await tree.RunAsync("bench", "--paging", "two-level", "--timeout", "1");

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Output + tree.Errors);
        Assert.That(tree.Errors, Does.StartWith("lab: the guest hung: it had not ended after 1 s; the processor was in ring 0"));
    }

    [Test]
    public async Task WhatWasMeasuredBeforeAGuestHangsIsPrintedAndWritten()
    {
        string words = Kernel(NullCall("shared", 59), NullCall("fourfour", 64), NullCall("kpti", 66));
        int cut = words.IndexOf("run: variant=fourfour", StringComparison.Ordinal);
        Assert.That(cut, Is.Positive, words);
        using FakeTree tree = Tree(words[..cut], Endings.Hang);

        (LabExit exit, int seconds) = await tree.RunUntilAsync(
            () => tree.Output.Contains(" 59 ", StringComparison.Ordinal), "bench", "--json", tree.PathOf("out.json"));

        Assert.That(exit, Is.EqualTo(LabExit.GuestBroken), tree.Output + tree.Errors);
        Assert.That(Row(tree, "null-call: "), Does.EndWith("59 - - 60 / 80"));
        Assert.That(
            tree.Output,
            Does.Contain("fourfour, two-level paging, high layout, qemu: bench never ran").And.Contain("pae paging was not measured"));
        Assert.That(tree.Errors, Does.StartWith($"lab: the guest hung: it had not ended after {seconds} s"));
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(tree.PathOf("out.json")));
        Assert.That(
            json.RootElement.GetProperty("cells")[0].GetProperty("operations")[0].GetProperty("instructions").GetInt32(), Is.EqualTo(59));
    }

    [Test]
    public async Task AProgramThatWasNotBuiltIsExitThree()
    {
        using FakeTree tree = Tree("");
        File.Delete(tree.Tree.ProgramFile(ScaleReading.Program));

        LabExit exit = await tree.RunAsync("bench");

        Assert.That(exit, Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Match("^lab: .*spawn.elf is missing; build it with: dotnet build CosmosPaging.sln\n$"));
    }

    [Test]
    public async Task TheJsonHasTheFiguresAndTheAims()
    {
        using FakeTree tree = Tree(Kernel(NullCall("shared", 61), NullCall("fourfour", 64), NullCall("kpti", 66)));
        string path = tree.PathOf("bench.json");

        await tree.RunAsync("bench", "--paging", "two-level", "--json", path);

        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        JsonElement[] cells = [.. json.RootElement.GetProperty("cells").EnumerateArray()];
        Assert.That(cells.Select(cell => cell.GetProperty("variant").GetString()), Is.EqualTo(["shared", "fourfour", "kpti"]));
        JsonElement call = cells[0].GetProperty("operations").EnumerateArray().First();
        Assert.That(call.GetProperty("name").GetString(), Is.EqualTo("null-call"));
        Assert.That(call.GetProperty("instructions").GetInt32(), Is.EqualTo(61));
        Assert.That(call.GetProperty("aim").GetInt32(), Is.EqualTo(60));
        Assert.That(cells[0].GetProperty("scale").EnumerateArray().First().GetProperty("liveTasks").GetInt32(), Is.EqualTo(Tasks));
        Assert.That(json.RootElement.GetProperty("missed").GetArrayLength(), Is.EqualTo(1));
    }

    private static FakeTree Tree(string words, string ending = Endings.AllHeld)
    {
        FakeTree tree = new FakeTree().WithKernel(words, ending);
        File.WriteAllText(tree.Tree.ProgramFile(BenchReading.Program), "bench");
        File.WriteAllText(tree.Tree.ProgramFile(ScaleReading.Program), "spawn");
        return tree;
    }

    private static (string Variant, int Instructions) NullCall(string variant, int instructions) => (variant, instructions);

    private static string Kernel(params (string Variant, int NullCall)[] runs)
    {
        StringBuilder text = new("boot: layout=high paging=two-level\n");
        foreach ((string variant, int nullCall) in runs)
        {
            text.Append("run: variant=").Append(variant).Append(" paging=two-level layout=high experiments=0\ntask: pid=1 name=bench\n")
                .Append("[1 bench] bench: name=page-tables bytes=8192\n");
            foreach (Operation operation in Operations.All)
            {
                int figure = operation.Name == "null-call" ? nullCall : 10;
                text.Append($"[1 bench] bench: name={operation.Name} samples=10 least={figure} mean={figure}\n");
            }

            text.Append("exit: pid=1 name=bench status=0\ntask: pid=2 name=spawn\n");
            for (int round = 1; round <= ScaleReading.Rounds; round++)
            {
                // 80 KB of 100 are left when four tasks live; two of them are neither the first nor the last.
                text.Append($"[4 spawn] spawn: round={round} live={Tasks} errno=12 kiloticks=300 free-kb=80\n")
                    .Append($"[2 spawn] spawn: round={round} ended kiloticks=450 free-kb=100\n");
            }

            text.Append("exit: pid=2 name=spawn status=0\nend: variant=").Append(variant).Append(" paging=two-level held=0 failed=0\n");
        }

        return text.Append("done: held=0 failed=0\n").ToString();
    }

    private static string Plain(string line) => string.Join(' ', line.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries));

    private static string Row(FakeTree tree, string beginning) =>
        tree.Output.Split('\n').Select(Plain).Single(line => line.StartsWith(beginning, StringComparison.Ordinal));
}
