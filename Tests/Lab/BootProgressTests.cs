using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class BootProgressTests
{
    private StringWriter errors = null!;
    private TimeSpan now;

    [SetUp]
    public void BeginAnew()
    {
        errors = new StringWriter();
        now = TimeSpan.Zero;
    }

    [TearDown]
    public void Dispose() => errors.Dispose();

    [Test]
    public void OnATerminalOneLineIsWrittenOverAndTakenAwayAtTheEnd()
    {
        using (BootProgress progress = Progress(isTerminal: true))
        {
            Action<IReadOnlyList<ConsoleLine>> first = progress.Begin();
            Action<IReadOnlyList<ConsoleLine>> second = progress.Begin();
            now = TimeSpan.FromSeconds(1);
            first(Lines(2));
            now = TimeSpan.FromSeconds(2);
            second(Lines(3));
            second(Lines(4));
        }

        Assert.That(
            errors.ToString(), Is.EqualTo("\r\u001b[Klab: 2 of 10 things done, 1 s\r\u001b[Klab: 5 of 10 things done, 2 s\r\u001b[K"));
    }

    [Test]
    public void ElsewhereThereIsALineEveryTenSecondsAndNoneBefore()
    {
        using (BootProgress progress = Progress(isTerminal: false))
        {
            Action<IReadOnlyList<ConsoleLine>> boot = progress.Begin();
            boot(Lines(1));
            now = TimeSpan.FromSeconds(9);
            boot(Lines(2));
            now = TimeSpan.FromSeconds(10);
            boot(Lines(3));
            now = TimeSpan.FromSeconds(19);
            boot(Lines(4));
        }

        Assert.That(errors.ToString(), Is.EqualTo("lab: 3 of 10 things done, 10 s\n"));
    }

    [Test]
    public void WorkOfWhichNoLinesComeIsToldByTheClock()
    {
        using (BootProgress progress = Progress(isTerminal: false))
        {
            progress.Step();
            now = TimeSpan.FromSeconds(9);
            progress.Look();
            now = TimeSpan.FromSeconds(10);
            progress.Look();
            now = TimeSpan.FromSeconds(20);
            progress.Step();
        }

        Assert.That(errors.ToString(), Is.EqualTo("lab: 1 of 10 things done, 10 s\nlab: 2 of 10 things done, 20 s\n"));
    }

    [Test]
    public void AfterTheEndNothingIsTold()
    {
        BootProgress progress = Progress(isTerminal: true);
        progress.KeepTelling();
        progress.Dispose();
        now = TimeSpan.FromSeconds(30);
        progress.Look();

        Assert.That(errors.ToString(), Is.EqualTo("\r\u001b[Klab: 0 of 10 things done, 0 s\r\u001b[K"));
    }

    private BootProgress Progress(bool isTerminal) => new(errors, isTerminal, "things", 10, line => line is DoneRecord, () => now);

    private static ConsoleLine[] Lines(int done) =>
        [new RunRecord("run:", "", "", "", 0), .. Enumerable.Repeat(new DoneRecord("done:", 0, 0), done)];
}
