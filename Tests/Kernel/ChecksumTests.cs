using System.Linq;
using CosmosKernel.Cpu;
using CosmosKernel.Memory;
using NUnit.Framework;

namespace CosmosPaging.Tests.Kernel;

/// <summary>What must not change after the start, byte by byte. The tables only say where it lies, so two cells are enough.</summary>
[TestFixture("two-level", "high", "shared")]
[TestFixture("pae", "low", "fourfour")]
internal sealed unsafe class ChecksumTests(string format, string layout, string mapping)
{
    private PromisedMachine machine = null!;

    [SetUp]
    public void SetUp() => machine = new PromisedMachine(format, layout, mapping);

    [TearDown]
    public void TearDown() => machine.Dispose();

    [TestCase(Trampoline.InterruptTable)]
    [TestCase(Trampoline.GlobalTable + Selector.KernelCode)]
    [TestCase(Trampoline.GlobalTable + (Selector.UserData & ~3) + 5u)]
    [TestCase(Trampoline.Code)]
    [TestCase(Trampoline.CodeEnd - 1)]
    public void AByteOfTheTrampolineThatChangesIsNoticed(uint address)
    {
        *machine.ByteOf(address) ^= 0x80;
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "checksums" }));
        Assert.That(machine.At, Is.EqualTo(address < Trampoline.InterruptTable ? Trampoline.GlobalTable : address & ~(Frame.Size - 1)));
    }

    [TestCase(Trampoline.GlobalTable + Selector.KernelCode + 5u, 0x11, 0x01, TestName = "an accessed segment")]
    [TestCase(Trampoline.GlobalTable + Selector.Task + 5u, 0x00, 0x02, TestName = "a busy task-state segment")]
    public void WhatTheProcessorWritesToTheGlobalTableIsNoBreach(uint address, byte kind, byte bit)
    {
        machine.Dispose();
        machine = new PromisedMachine(format, layout, mapping, promised => *promised.ByteOf(address) = kind);
        *machine.ByteOf(address) ^= bit;
        Assert.That(machine.Broken(), Is.Empty);
    }

    [TestCase(0x100000u)]
    [TestCase(0x104EFFu)]
    [TestCase(0x105000u)]
    [TestCase(0x106FFFu)]
    public void AByteOfTheImageThatChangesIsNoticed(uint physical)
    {
        *machine.Memory.Pointer(new PhysicalAddress(physical)) ^= 1;
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "checksums" }));
    }

    [Test]
    public void DataMayChange()
    {
        *machine.Memory.Pointer(new PhysicalAddress(0x107000)) ^= 1;
        Assert.That(machine.Broken(), Is.Empty);
    }

    [TestCase(0u)]
    [TestCase(0x10000u)]
    [TestCase(200_000u)]
    public void AByteOfTheArchiveThatChangesIsNoticed(uint offset)
    {
        *machine.Archive(offset) ^= 1;
        Assert.That(machine.Broken(), Is.EqualTo(new[] { "checksums" }));
    }

    [Test]
    public void InTurnsAllIsReadSoonerOrLater()
    {
        *machine.Archive(200_000) ^= 1;
        int turns = 0;
        while (!machine.List.All.Any(invariant => invariant.IsBroken))
        {
            machine.List.LookAtMemory(readsAll: false);
            Assert.That(++turns, Is.LessThanOrEqualTo(6), "turns");
        }
    }
}
