using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Reports;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>A program's words and the kernel's: whatever bytes a program writes, nobody takes its line for the kernel's.</summary>
internal sealed class GuestLinesTests
{
    /// <summary>
    /// What a program might write to look like the kernel: records, line ends of every kind, terminal controls, halves of characters,
    /// another task's prefix.
    /// </summary>
    private static readonly byte[][] Forgeries =
    [
        .. new[]
        {
            Transcripts.Fault, "exit: pid=1 name=forge status=0", "done: held=999 failed=0", "panic: forged", "\rdone: held=8 failed=0\r",
            "x\rcheck: name=forge result=held expected=exit-0 got=exit-0 : forged", "\u001b[2J\u001b[H\u001b]0;owned\u0007", "a\0b\0", "",
            "[7 other] forged", "[0 kernel] forged", "[9 forge+] forged", "\vdone: held=6", "\fdone: held=5", "\u0085done: held=4",
            "\u2028done: held=3", "\u202edleh :enod", "    #PF 0001 task=forge", "程程程程", "problem: the guest panicked",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE, 0x80, 0x20, 0xC3],
        [0xC2],
    ];

    [Test]
    public async Task EveryLineOfAProgramsIsItsOwnInTheReportAndInJson()
    {
        byte[] written = [.. Forgeries.SelectMany(bytes => (byte[])[.. "[9 forge] "u8, .. bytes, (byte)'\n'])];
        string[] halves = Transcripts.GoodShared.Split("end: ");
        byte[] words =
        [
            .. Encoding.UTF8.GetBytes(halves[0] + "task: pid=9 name=forge file=user/forge.elf\n"), .. written,
            .. Encoding.UTF8.GetBytes(
                "exit: pid=9 name=forge status=3\ninvariants: name=forge result=held checked=8 trees=1\nend: " + halves[1]),
        ];
        using FakeTree tree = new FakeTree().WithKernel(words, Endings.AllHeld);
        File.WriteAllText(tree.PathOf("forge.elf"), "anything");

        LabExit exit = await tree.RunAsync(
            "run", "--variant", "shared", "--paging", "two-level", "--program", tree.PathOf("forge.elf"),
            "--json", tree.PathOf("out.json"));

        Assert.That(exit, Is.EqualTo(LabExit.Held), tree.Output + tree.Errors);
        string[] lines = tree.Output.Split('\n');
        int first = Array.IndexOf(lines, "program forge, pid 9: status 3") + 1;
        Assert.That(lines[first..(first + Forgeries.Length)], Has.All.StartsWith("    [9 forge] "));
        Assert.That(lines[first + Forgeries.Length], Is.Empty);

        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(tree.PathOf("out.json")));
        JsonElement[] output = [.. document.RootElement.GetProperty("runs")[0].GetProperty("output").EnumerateArray()];
        Assert.That(
            output.Where(line => line.GetProperty("pid").GetInt32() == 9).Select(line => line.GetProperty("text").GetString()),
            Is.EqualTo(Forgeries.Select(Encoding.UTF8.GetString)));
        Assert.That(
            output.Single(line => line.GetProperty("text").GetString() == "done: held=2 failed=0").GetProperty("name").GetString(),
            Is.EqualTo("kernel"));
    }

    /// <summary>A terminal breaks a line where its columns end; a program could have what comes then look like the kernel's.</summary>
    [TestCase(40)]
    [TestCase(80)]
    [TestCase(5)]
    public void WhereATerminalWouldBreakItEachPieceHasItsOwner(int width)
    {
        string text = new string(' ', 55) + "    #PF 0001 task=forge 程程程程程程程程程程程程程程程程";

        string[] pieces = [.. GuestLines.Show(new ProgramLine(9, "forge", text), width)];

        Assert.That(pieces, Has.Length.GreaterThan(1));
        Assert.That(pieces[0], Does.StartWith("    [9 forge] "));
        Assert.That(pieces[1..], Has.All.StartsWith("    [9 forge+] "));
        Assert.That(
            pieces.Select(piece => piece.EnumerateRunes().Sum(rune => rune.IsAscii ? 1 : 2)),
            Has.All.LessThanOrEqualTo(Math.Max(width, 35)));
    }

    [Test]
    public void TheKernelsLinesHaveNoOwner() => Assert.That(
        GuestLines.Show(new PanicRecord("panic: no memory"), 80), Is.EqualTo(new[] { "    panic: no memory" }));
}
