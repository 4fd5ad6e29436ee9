using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosKernel.Devices;
using CosmosKernel.Output;
using CosmosKernel.Screen;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Guest;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>The log as it is on the screen before the live view takes it, and without one: each kind of line in its colours.</summary>
internal sealed class LogScreenTests
{
    private static readonly (string Start, byte Style)[] Kinds =
    [
        ("boot:", Style.Heading), ("run:", Style.Heading), ("end:", Style.Heading), ("#", Style.Fault), ("refused:", Style.Fault), (
            "note:", Style.Note),
        ("error:", Style.Failed), ("panic:", Style.Deciding), ("task:", Style.Text), ("exit:", Style.Text), ("check:", Style.Text),
        ("invariants:", Style.Text), ("[", Style.User),
    ];

    private static readonly (string Word, byte Style)[] Turns = [(" verdict=", Style.Strong), (" result=held", Style.Held)];

    /// <summary>One boot that has a line of every kind, and ends with a panic: so no port ends it, and the screen stays.</summary>
    [TestCase("qemu", "pentium3")]
    [TestCase("bochs", "p3_katmai")]
    public async Task EachKindOfLineHasItsColours(string emulator, string processorWithoutNx)
    {
        string archive = Path.GetTempFileName();
        try
        {
            OutsidePrograms.Write(
                archive,
                [("two words", OutsidePrograms.Sample("brk")), ("line-and-fault", OutsidePrograms.Sample("line-and-fault"))]);
            const string words = "variant=shared paging=pae experiments=at-kernel-text provoke=kernel-hole";
            MachineDefinition definition = KernelBoot.Definition(words) with
            {
                Archive = archive,
                Cpu = processorWithoutNx,
            };
            await using LookedAtMachine machine = await LookedAtMachine.StartAsync(emulator, definition);
            await machine.WaitForAsync("panic: esi=", 1);

            (char Letter, byte Style)[][] rows = [.. machine.Machine.Lines.SelectMany(Rows)];
            Assert.That(rows, Has.Length.LessThanOrEqualTo(Canvas.Rows));
            Assert.That(
                Kinds.Where(kind => !machine.Machine.Lines.Any(line => line.AsWritten.StartsWith(kind.Start, StringComparison.Ordinal))),
                Is.Empty);
            await machine.LearnAsync(rows.Length - 1, Text(rows[^1]));
            Func<int, int, byte?> colours = await machine.ColoursAsync();
            for (int row = 0; row < rows.Length; row++)
            {
                Assert.That(
                    Enumerable.Range(0, rows[row].Length).Select(column => colours(column, row)),
                    Is.EqualTo(rows[row].Select(cell => cell.Letter == ' ' ? null : (byte?)cell.Style)),
                    $"row {row}: {Text(rows[row])}");
            }

            string[] read = await machine.RowsAsync();
            Assert.That(
                read.Zip(rows, (there, wanted) => ScreenPicture.Begins(there, Text(wanted))),
                emulator == EmulatorChoice.Qemu ? Is.All.True : Has.Some.True);
        }
        finally
        {
            File.Delete(archive);
        }
    }

    /// <summary>What no run that goes well shows.</summary>
    [TestCase(" result=failed", false, Style.Failed)]
    [TestCase("sweep-difference: access=", true, Style.Failed)]
    [TestCase("#PF-05-supervisor-only", false, Style.Held, Description = "part of a check's line")]
    [TestCase("error", true, Style.Held, Description = "not the whole word")]
    public void APieceOfALineGivesOrKeepsTheColour(string text, bool beginsLine, byte style) =>
        Assert.That(LineColour.From(text, beginsLine, Style.Held), Is.EqualTo(style));

    private static string Text((char Letter, byte Style)[] row) => string.Concat(row.Select(cell => cell.Letter));

    /// <summary>The rows that a line fills.</summary>
    private static IEnumerable<(char Letter, byte Style)[]> Rows(ConsoleLine line)
    {
        string text = line.AsWritten;
        int prefix = line is ProgramLine program ? text.Length - program.Text.Length : text.Length;
        byte style = Kinds.Single(kind => text.StartsWith(kind.Start, StringComparison.Ordinal)).Style;
        (char Letter, byte Style)[] cells = new (char, byte)[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            style = Turns.Where(turn => text.AsSpan(i).StartsWith(turn.Word, StringComparison.Ordinal)).Select(turn => turn.Style)
                .Append(style).First();
            cells[i] = (text[i], i < prefix ? style : Style.Text);
        }

        return cells.Chunk(Canvas.Columns);
    }
}
