using System;
using System.IO;
using CosmosPaging.Lab.Emulation;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The time that a machine has had, on a host that says how long its threads have waited.</summary>
internal sealed class MachineTimeTests
{
    private const int Process = 7;

    private readonly HandSetClock clock = new();
    private string folder = null!;
    private MachineTime time = null!;

    [SetUp]
    public void MakeFolder()
    {
        folder = Directory.CreateTempSubdirectory("cosmospaging-proc-").FullName;
        time = new MachineTime(Process, folder, clock);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void WhatTheThreadThatWaitedLongestHasWaitedDoesNotCount()
    {
        Tell(1, ran: 0, waited: 0);
        Tell(2, ran: 0, waited: 0);
        Assert.That(Elapsed(), Is.Zero);

        clock.Seconds += 10;
        Tell(1, ran: 0, waited: 3);
        Tell(2, ran: 0, waited: 6);

        Assert.That(Elapsed(), Is.EqualTo(4));
    }

    /// <summary>So an emulator begins: one thread loads it, and another then runs the guest.</summary>
    [Test]
    public void ThreadsThatWaitOneAfterTheOtherHaveWaitedTogether()
    {
        Tell(1, ran: 0, waited: 0);
        Elapsed();
        clock.Seconds += 10;
        Tell(1, ran: 1, waited: 9);
        Assert.That(Elapsed(), Is.EqualTo(1));

        clock.Seconds += 10;
        Tell(2, ran: 2, waited: 8);

        Assert.That(Elapsed(), Is.EqualTo(3));
    }

    [Test]
    public void ItIsNeverLessThanAThreadHasRun()
    {
        Tell(1, ran: 0, waited: 0);
        Tell(2, ran: 0, waited: 0);
        Elapsed();
        clock.Seconds += 10;
        Tell(1, ran: 0, waited: 9);
        Elapsed();

        clock.Seconds += 10;
        Tell(1, ran: 0, waited: 9);
        Tell(2, ran: 8, waited: 12);

        Assert.That(Elapsed(), Is.EqualTo(8), "of 20 s, 9 and 12 may have been at once");
    }

    [Test]
    public void WhatWasBeforeTheFirstQuestionIsNobodys()
    {
        Tell(1, ran: 50, waited: 70);

        Assert.That(Elapsed(), Is.Zero);
    }

    [Test]
    public void ALimitIsReachedOnlyIfALookAtThatMomentSaysSo()
    {
        Tell(1, ran: 0, waited: 0);
        Elapsed();
        clock.Seconds += 10;
        Tell(1, ran: 1, waited: 9);
        Elapsed();
        clock.Seconds += MachineTime.LookInterval.TotalSeconds / 2;
        Tell(1, ran: 1, waited: 9.05);

        Assert.That(time.HasReached(TimeSpan.FromSeconds(1.01)), Is.False);
        clock.Seconds += 1;
        Assert.That(time.HasReached(TimeSpan.FromSeconds(1.01)), Is.True);
    }

    [TestCase("")]
    [TestCase("1")]
    [TestCase("many words here")]
    public void WhereTheHostDoesNotTellItIsTheTimeOfTheHost(string schedstat)
    {
        Write(1, schedstat);
        MachineTime nobodys = new(Process + 1, folder, clock);
        Assert.That(Elapsed() + nobodys.Elapsed.TotalSeconds, Is.Zero);

        clock.Seconds += 10;

        Assert.That(Elapsed(), Is.EqualTo(10));
        Assert.That(nobodys.Elapsed.TotalSeconds, Is.EqualTo(10));
    }

    private double Elapsed() => time.Elapsed.TotalSeconds;

    private void Tell(int thread, double ran, double waited) => Write(thread, $"{Nanoseconds(ran)} {Nanoseconds(waited)} 12\n");

    private static long Nanoseconds(double seconds) => TimeSpan.FromSeconds(seconds).Ticks * TimeSpan.NanosecondsPerTick;

    private void Write(int thread, string schedstat)
    {
        string place = Path.Combine(folder, $"{Process}", "task", $"{thread}");
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "schedstat"), schedstat);
    }

    /// <summary>A clock that goes on when the test says so.</summary>
    private sealed class HandSetClock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => TimeSpan.FromSeconds(Seconds).Ticks;
    }
}
