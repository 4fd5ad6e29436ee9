using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CosmosPaging.Lab.Guest;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class SerialParserTests
{
    [Test]
    public void AProgramsLineLosesItsPrefixAndNothingElse()
    {
        ConsoleLine line = Parse("[3 hello]   two blanks, a tab\t and [brackets] \n").Single();

        Assert.That(line, Is.EqualTo(new ProgramLine(3, "hello", "  two blanks, a tab\t and [brackets] ")));
        Assert.That(line.AsWritten, Is.EqualTo("[3 hello]   two blanks, a tab\t and [brackets] "));
    }

    [Test]
    public void AnEmptyLineOfAProgramIsALine() => Assert.That(Parse("[3 hello] \n"), Is.EqualTo(new[] { new ProgramLine(3, "hello", "") }));

    [Test]
    public void ALineThatAnotherWriterBrokeUpIsJoinedWhereItBegan()
    {
        IReadOnlyList<ConsoleLine> lines = Parse("[3 a] one\n[4 b] other\n[3 a+]  two\nnote: x\n[3 a+]  three\n[3 a] next\n");

        Assert.That(lines, Is.EqualTo(new ConsoleLine[]
        {
            new ProgramLine(3, "a", "one two three"),
            new ProgramLine(4, "b", "other"),
            new NoteRecord("note: x"),
            new ProgramLine(3, "a", "next"),
        }));
    }

    [Test]
    public void ABreakInsideAUtf8SequenceDoesNoHarm()
    {
        byte[] bytes = [.. "[1 a] caf"u8, 0xC3, .. "\n[2 b] x\n[1 a+] "u8, 0xA9, (byte)'\n'];

        Assert.That(Parse(bytes)[0], Is.EqualTo(new ProgramLine(1, "a", "café")));
    }

    [Test]
    public void AContinuationOfNothingIsReported()
    {
        Assert.That(Parse("[3 a+] lost\n").Single(), Is.TypeOf<MalformedLine>());
        Assert.That(Parse("[3 a] x\n[3 b+] lost\n").Last(), Is.TypeOf<MalformedLine>());
    }

    [Test]
    public void AProgramCannotForgeARecord()
    {
        IReadOnlyList<ConsoleLine> lines = Parse("[3 a] done: held=99 failed=0\n[3 a] \rpanic: no\r#PF 0001\n[3 a+] run: variant=x\n");

        Assert.That(lines, Has.All.TypeOf<ProgramLine>());
    }

    [TestCase("[3 ] x")]
    [TestCase("[a b] x")]
    [TestCase("[3 a]x")]
    [TestCase("[-3 a] x")]
    [TestCase("[99999999999 a] x")]
    [TestCase("[3 a b] x")]
    [TestCase("[")]
    [TestCase("[3 +] x")]
    [TestCase("")]
    public void WhatIsNoPrefixIsTheKernelsLine(string line) => Assert.That(Parse(line + "\n").Single(), Is.EqualTo(new KernelLine(line)));

    [Test]
    public void AnUnfinishedLastLineIsKeptAndIsNoRecord() =>
        Assert.That(Parse("done: held=1 failed=0"), Is.EqualTo(new[] { new KernelLine("done: held=1 failed=0") }));

    [Test]
    public void TheSameTaskNumberInALaterVariantIsAnotherTask()
    {
        IReadOnlyList<ConsoleLine> lines = Parse("[1 a] first\ntask: pid=1 name=a file=a.elf\n[1 a+] second\n");

        Assert.That(lines[0], Is.EqualTo(new ProgramLine(1, "a", "first")));
        Assert.That(lines[2], Is.TypeOf<MalformedLine>());
    }

    [Test]
    [CancelAfter(20_000)]
    public void ALineInAMillionPiecesTakesNoTime()
    {
        StringBuilder text = new("[1 a] \n");
        for (int piece = 0; piece < 1_000_000; piece++)
        {
            text.Append("[1 a+] xy\n");
        }

        Assert.That(Parse(text.ToString()).Single().Text, Has.Length.EqualTo(2_000_000));
    }

    [Property]
    public void AnyBytesAreAccepted(byte[] bytes) => Assert.That(() => Parse(bytes), Throws.Nothing);

    [Property]
    public Property ItDoesNotMatterHowTheBytesArrive() => Prop.ForAll(
        HostileText().ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (text, size) =>
        {
            SerialParser parser = new();
            foreach (byte[] chunk in Encoding.UTF8.GetBytes(text).Chunk(size))
            {
                parser.Push(chunk);
                _ = parser.Lines.Count;
            }

            parser.Complete();
            Assert.That(parser.Lines.Select(line => line.ToString()), Is.EqualTo(Parse(text).Select(line => line.ToString())));
        });

    [Property]
    public Property WhatAProgramWritesComesOutVerbatim() => Prop.ForAll(
        HostileText().Select(text => text.Replace('\n', ' ')).ToArbitrary(),
        text => Assert.That(Parse($"[7 any] {text}\n").Single().Text, Is.EqualTo(text)));

    private static Gen<string> HostileText() =>
        Gen.Elements(
                "[1 a] ", "[1 a+] ", "[2 b] ", "\n", "\n", "\r", "\0", "\u001b[2J", "é", "€", "#PF 0001 ", "task=a ", "error=05[", "]",
                "check: ", "name=",
                "done: held=1 failed=0", "task: pid=1 name=a", "panic: ", "=", " : ", "[red]", "18446744073709551616", "run: ")
            .ListOf()
            .Select(string.Concat);

    private static IReadOnlyList<ConsoleLine> Parse(string text) => Parse(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<ConsoleLine> Parse(ReadOnlySpan<byte> bytes)
    {
        SerialParser parser = new();
        parser.Push(bytes);
        parser.Complete();
        return parser.Lines;
    }
}
