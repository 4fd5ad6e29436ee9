using System;
using System.IO;
using CosmosPaging.Lab.Emulation;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The time that a machine has had, on a host that says how long its threads have waited.</summary>
internal sealed class MachineTimeTests
{
    private const int Process = 7;

    private string folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("cosmospaging-proc-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void WhatTheThreadThatWaitedLongestHasWaitedDoesNotCount()
    {
        Waited(1, TimeSpan.FromHours(1));
        Waited(2, TimeSpan.FromHours(3));

        Assert.That(new MachineTime(Process, folder).Elapsed, Is.InRange(TimeSpan.FromHours(-3), TimeSpan.FromHours(-2)));
    }

    [Test]
    public void WithoutWaitingItIsTheTimeOfTheHost()
    {
        Waited(1, TimeSpan.Zero);

        Assert.That(new MachineTime(Process, folder).Elapsed, Is.GreaterThan(TimeSpan.Zero));
    }

    [TestCase("")]
    [TestCase("1")]
    [TestCase("many words here")]
    public void WhereTheHostDoesNotTellItIsTheTimeOfTheHost(string schedstat)
    {
        Write(1, schedstat);

        Assert.That(new MachineTime(Process, folder).Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
        Assert.That(new MachineTime(Process + 1, folder).Elapsed, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
    }

    private void Waited(int thread, TimeSpan time) => Write(thread, $"5000 {time.Ticks * 100} 12\n");

    private void Write(int thread, string schedstat)
    {
        string place = Path.Combine(folder, $"{Process}", "task", $"{thread}");
        Directory.CreateDirectory(place);
        File.WriteAllText(Path.Combine(place, "schedstat"), schedstat);
    }
}
