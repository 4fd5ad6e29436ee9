using System;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class EmulatorDeviationTests
{
    [TestCase("7.2.22")]
    [TestCase("9.99")]
    public void OldVersionsOfQemuAreKnownForIt(string version) =>
        Assert.That(EmulatorDeviation.ProblemWith("qemu-iret-vm", "qemu", Version.Parse(version)), Is.Null);

    [TestCase("qemu-iret-vm", "qemu", "10.0", "before 10.0")]
    [TestCase("qemu-iret-vm", "qemu", "10.0.13", "before 10.0")]
    [TestCase("qemu-iret-vm", "qemu", null, "does not tell its version")]
    [TestCase("qemu-iret-vm", "bochs", "2.7", "this is bochs")]
    [TestCase("qemu-other", "qemu", "7.2.22", "no known deviation")]
    public void AnyOtherIsNot(string name, string emulator, string? version, string problem) =>
        Assert.That(EmulatorDeviation.ProblemWith(name, emulator, version is null ? null : Version.Parse(version)), Does.Contain(problem));
}
