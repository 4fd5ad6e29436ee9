using System;
using System.Runtime.InteropServices;
using Cosmos.Core;
using CosmosKernel.Cpu;
using CosmosKernel.Plugs;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>What the kernel puts in the place of two methods of Cosmos: interrupts stay off once it says so, and the heap stays in the kernel's window.</summary>
[TestFixture]
[NonParallelizable]
internal sealed unsafe class CosmosCpuPlugTests
{
    private const uint Megabyte = 1 << 20;
    private const uint EndOfKernel = 0x027F0123;
    private const uint Available = 1;
    private const uint Reserved = 2;

    private static readonly RawMemoryMapBlock Low = new() { Address = 0, Length = 0x9FC00, Type = Available };

    [TearDown]
    public void LetInterruptsBe() => (Processor.KeepsInterruptsOff, CPU.mInterruptsEnabled) = (false, false);

    [Test]
    public void Before_the_take_over_Cosmos_turns_interrupts_on() =>
        Assert.That(CosmosCpuPlug.EnableInterrupts, Throws.TypeOf<PlugMissingException>(), "STI, which the host has not");

    [Test]
    public void After_the_take_over_it_does_not()
    {
        Processor.KeepsInterruptsOff = true;
        CosmosCpuPlug.EnableInterrupts();
        Assert.That(CPU.mInterruptsEnabled, Is.False);
    }

    [Test]
    public void The_heap_gets_the_longest_block() =>
        AssertBlock(Find(Low, Block(1, 127), Block(200, 20)), 1, 128);

    [TestCase(1023u)]
    [TestCase(3071u)]
    public void It_ends_where_the_kernels_window_does(uint megabytes) => AssertBlock(Find(Low, Block(1, megabytes)), 1, DirectMap.Limit / Megabyte);

    [Test]
    public void What_the_window_does_not_show_does_not_count() =>
        AssertBlock(Find(Low, Block(1, 127), Block(1024, 2048), Block(4096, 4096)), 1, 128);

    [Test]
    public void What_is_reserved_does_not_count() => AssertBlock(Find(Block(1, 63), new() { Address = 64 * Megabyte, Length = 64 * Megabyte, Type = Reserved }), 1, 64);

    [Test]
    public void What_lies_below_the_end_of_the_image_does_not_count() => AssertBlock(Find(Block(1, 47), Block(50, 10)), 50, 60);

    [Test]
    public void Broken_pages_at_its_ends_do_not_count()
    {
        RawMemoryMapBlock found = Find(new RawMemoryMapBlock { Address = (64 * Megabyte) + 1, Length = Megabyte, Type = Available })!.Value;
        Assert.That((found.Address, found.Length), Is.EqualTo(((64ul * Megabyte) + 0x1000, Megabyte - 0x1000ul)));
    }

    [Test]
    public void With_nothing_behind_the_image_there_is_none() => Assert.That(Find(Low, Block(1, 38)), Is.Null);

    [Test]
    public void Entries_longer_than_today_are_read_all_the_same()
    {
        byte[] map = new byte[2 * 40];
        MemoryMarshal.Write(map.AsSpan(40), Block(1, 127));
        fixed (byte* start = map)
        {
            Assert.That(LargestBlock.Find(start, start + map.Length, 40, EndOfKernel) != null);
            Assert.That(LargestBlock.Find(start, start + map.Length, 23, EndOfKernel) == null);
        }
    }

    private static RawMemoryMapBlock Block(uint megabyte, uint megabytes) =>
        new() { Address = (ulong)megabyte * Megabyte, Length = (ulong)megabytes * Megabyte, Type = Available };

    private static RawMemoryMapBlock? Find(params RawMemoryMapBlock[] map)
    {
        fixed (RawMemoryMapBlock* start = map)
        {
            RawMemoryMapBlock* found = LargestBlock.Find((byte*)start, (byte*)(start + map.Length), (uint)sizeof(RawMemoryMapBlock), EndOfKernel);
            return found == null ? null : *found;
        }
    }

    private static void AssertBlock(RawMemoryMapBlock? found, ulong fromMegabyte, ulong toMegabyte) =>
        Assert.That((found!.Value.Address, found.Value.Length), Is.EqualTo((fromMegabyte * Megabyte, (toMegabyte - fromMegabyte) * Megabyte)));
}
