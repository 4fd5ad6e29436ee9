using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>What the kit promises, checked by a kernel on the machine: each check in each image is a test of its own.</summary>
[TestFixture]
// The longest of the kit's fixtures by far, and each boot is by itself: it would run on when all others have ended.
[Parallelizable(ParallelScope.All)]
internal sealed class SelfTestTests
{
    private static IEnumerable<TestCaseData<string, string>> Checks =>
        from image in SelfTestBoot.Images
        from name in SelfTestBoot.CheckNames
        select new TestCaseData<string, string>(image, name) { TestName = $"{name} (kit{image})" };

    [TestCaseSource(nameof(Checks))]
    public async Task ItHolds(string image, string name)
    {
        string[] lines = SelfTestBoot.Lines(await SelfTestBoot.OfAsync(image));
        string[] results = [.. lines.Where(line => line.StartsWith($"check: name={name} ", StringComparison.Ordinal))];
        Assert.That(results, Has.Length.EqualTo(1), () => "the last lines of the boot:\n" + string.Join('\n', lines.TakeLast(5)));
        Assert.That(results[0], Is.EqualTo($"check: name={name} result=held"));
    }

    [TestCaseSource(typeof(SelfTestBoot), nameof(SelfTestBoot.Images))]
    public async Task ItEndsAsTheContractSays(string image)
    {
        BootResult boot = await SelfTestBoot.OfAsync(image);
        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld));
        Assert.That(SelfTestBoot.Lines(boot)[^1], Is.EqualTo($"done: held={SelfTestBoot.CheckNames.Count} failed=0"));
    }

    [Test]
    public async Task AnImageWithModulesBootsToo([ValueSource(typeof(SelfTestBoot), nameof(SelfTestBoot.Images))] string image)
    {
        MachineDefinition machine = new(BuiltKit.Output("CosmosKit.SelfTest", image + ".elf"), string.Empty)
        {
            Archive = BuiltKit.Output("CosmosKit.SelfTest"),
            MemoryMegabytes = 2047,
        };
        BootResult boot = await SelfTestBoot.OfAsync(machine);
        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.AllHeld), () => string.Join('\n', SelfTestBoot.Lines(boot).TakeLast(5)));
    }

    [TestCase("throw", "unhandled InvalidOperationException: provoked")]
    [TestCase("index", "unhandled IndexOutOfRangeException")]
    [TestCase("span-index", "unhandled IndexOutOfRangeException")]
    [TestCase("null", "exception vector=0000000e error=00000000 eip=")]
    [TestCase("null-interface", "exception vector=0000000e error=00000000 eip=")]
    [TestCase("cast", "unhandled InvalidCastException")]
    [TestCase("unbox", "unhandled InvalidCastException")]
    [TestCase("array-store", "unhandled ArrayTypeMismatchException")]
    [TestCase("divide", "exception vector=00000000 error=00000000 eip=")]
    [TestCase("divide-wide", "unhandled DivideByZeroException")]
    [TestCase("overflow", "unhandled OverflowException")]
    [TestCase("negative-array", "unhandled OverflowException")]
    [TestCase("out-of-memory", "unhandled OutOfMemoryException: the heap is used up")]
    [TestCase("enum-text", "unhandled NotSupportedException: an enumeration has no names at run time")]
    public async Task AnErrorIsAPanicThatSaysWhich(string name, string words)
    {
        // Null references and divisions by zero are the CPU's own faults in the high layout; a low kernel has memory at address 0.
        foreach (string image in SelfTestBoot.Images.Take(2))
        {
            BootResult boot = await SelfTestBoot.OfAsync(image, "provoke=" + name);
            Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.Panicked), image);
            Assert.That(SelfTestBoot.Lines(boot), Has.Length.EqualTo(1), image);
            Assert.That(SelfTestBoot.Lines(boot)[0], Does.StartWith("panic: " + words), image);
        }
    }
}
