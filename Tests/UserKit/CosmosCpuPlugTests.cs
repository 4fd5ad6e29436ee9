using System;
using System.Runtime.InteropServices;
using Cosmos.Core;
using CosmosKernel.Cpu;
using CosmosKernel.Plugs;
using CosmosPaging.Tests.Kernel;
using NUnit.Framework;

namespace CosmosPaging.Tests.UserKit;

/// <summary>
/// What the kernel puts in the place of two methods of Cosmos: interrupts stay off once it says so, and the heap stays in the kernel's
/// window.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed unsafe class CosmosCpuPlugTests
{
    private const uint Megabyte = 1 << 20;
    private const uint EndOfKernel = 0x027F0123;
    private const uint Behind = 0x027F1000;
    private const uint InformationAddress = 0x9000;
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
        AssertBlock(Find(Low, Block(1, 127), Block(200, 20)), Behind, 128 * Megabyte);

    [TestCase(1023u)]
    [TestCase(3071u)]
    public void It_ends_where_the_kernels_window_does(uint megabytes) =>
        AssertBlock(Find(Low, Block(1, megabytes)), Behind, DirectMap.Limit);

    [Test]
    public void What_the_window_does_not_show_does_not_count() =>
        AssertBlock(Find(Low, Block(1, 127), Block(1024, 2048), Block(4096, 4096)), Behind, 128 * Megabyte);

    [Test]
    public void What_is_reserved_does_not_count() =>
        AssertBlock(Find(Block(1, 63), new() { Address = 64 * Megabyte, Length = 64 * Megabyte, Type = Reserved }), Behind, 64 * Megabyte);

    [Test]
    public void What_lies_below_the_end_of_the_image_does_not_count() =>
        AssertBlock(Find(Block(1, 47), Block(50, 10)), 50 * Megabyte, 60 * Megabyte);

    [Test]
    public void Broken_pages_at_its_ends_do_not_count()
    {
        RawMemoryMapBlock found = Find(new RawMemoryMapBlock { Address = (64 * Megabyte) + 1, Length = Megabyte, Type = Available })!.Value;
        Assert.That((found.Address, found.Length), Is.EqualTo(((64ul * Megabyte) + 0x1000, Megabyte - 0x1000ul)));
    }

    [TestCase(ulong.MaxValue)]
    [TestCase(ulong.MaxValue - Megabyte + 1)]
    public void So_does_a_block_whose_end_no_number_holds(ulong length) =>
        AssertBlock(Find(new RawMemoryMapBlock { Address = Megabyte, Length = length, Type = Available }), Behind, DirectMap.Limit);

    [TestCase(Behind, Behind + 0x1000, 0x08000000u, TestName = "Boot_information_right_behind_the_image_is_spared")]
    [TestCase(0x07000010u, Behind, 0x07000000u, TestName = "Boot_information_in_the_middle_is_spared")]
    public void Of_the_memory_beside_boot_information_the_larger_side_is_left(uint address, uint first, uint last) =>
        AssertBlock(Find(address, [8, 0], Low, Block(1, 127)), first, last);

    [TestCase(0x027F1000u, 0x02900123u, 0x02901000u, 0x08000000u, TestName = "A_module_right_behind_the_image_is_spared")]
    [TestCase(0x07E00123u, 0x07F00000u, Behind, 0x07E00000u, TestName = "A_module_at_the_end_of_memory_is_spared")]
    [TestCase(0x07E00123u, 0xFFFFFFFFu, Behind, 0x07E00000u, TestName = "A_module_that_ends_behind_memory_is_spared")]
    [TestCase(0x00200000u, 0x00300000u, Behind, 0x08000000u, TestName = "A_module_below_the_image_is_in_nobodys_way")]
    public void Of_the_memory_beside_a_module_the_larger_side_is_left(uint start, uint end, uint first, uint last)
    {
        uint[] tags = [40, 0, 1, 9, 0, 0, 3, 16, start, end];
        AssertBlock(Find(tags, Low, Block(1, 127)), first, last);
    }

    [TestCase(0u)]
    [TestCase(7u)]
    [TestCase(17u)]
    [TestCase(0xFFFFFFF0u)]
    [TestCase(0xFFFFFFF9u)]
    [TestCase(0xFFFFFFFFu)]
    public void A_tag_that_is_too_short_or_too_long_ends_the_list(uint size)
    {
        uint[] tags = [40, 0, 3, 16, Behind, Behind + 0x1000, 1, size, 0, 0];
        AssertBlock(Find(tags, Low, Block(1, 127)), Behind + 0x1000, 128 * Megabyte);
    }

    [Test]
    public void A_module_that_ends_at_the_last_address_of_all_leaves_nothing() =>
        Assert.That(Find([24, 0, 3, 16, Megabyte, 0xFFFFFFFF], Low, Block(1, 127)), Is.Null);

    [Test]
    public void With_nothing_behind_the_image_there_is_none() => Assert.That(Find(Low, Block(1, 38)), Is.Null);

    [Test]
    public void Entries_longer_than_today_are_read_all_the_same()
    {
        byte[] map = new byte[2 * 40];
        MemoryMarshal.Write(map.AsSpan(40), Block(1, 127));
        fixed (byte* start = map)
        {
            uint none = 8;
            Assert.That(LargestBlock.Find(start, start + map.Length, 40, EndOfKernel, (byte*)&none, InformationAddress) != null);
            Assert.That(LargestBlock.Find(start, start + map.Length, 23, EndOfKernel, (byte*)&none, InformationAddress) == null);
            Assert.That(LargestBlock.Find(start, start + map.Length, 0xFFFFFFF0, EndOfKernel, (byte*)&none, InformationAddress) == null);
            Assert.That(
                LargestBlock.Find(start + 1, start, 24, EndOfKernel, (byte*)&none, InformationAddress) == null,
                "a map that ends before it begins");
        }
    }

    private static RawMemoryMapBlock Block(uint megabyte, uint megabytes) =>
        new() { Address = (ulong)megabyte * Megabyte, Length = (ulong)megabytes * Megabyte, Type = Available };

    private static RawMemoryMapBlock? Find(params RawMemoryMapBlock[] map) => Find([8, 0], map);

    private static RawMemoryMapBlock? Find(uint[] information, params RawMemoryMapBlock[] map) =>
        Find(InformationAddress, information, map);

    private static RawMemoryMapBlock? Find(uint informationAddress, uint[] information, params RawMemoryMapBlock[] map)
    {
        using var tags = new GuardedBytes(MemoryMarshal.AsBytes<uint>(information));
        fixed (RawMemoryMapBlock* start = map)
        {
            RawMemoryMapBlock* found = LargestBlock.Find(
                (byte*)start, (byte*)(start + map.Length), (uint)sizeof(RawMemoryMapBlock), EndOfKernel, tags.Start, informationAddress);
            return found == null ? null : *found;
        }
    }

    private static void AssertBlock(RawMemoryMapBlock? found, ulong first, ulong end) =>
        Assert.That((found!.Value.Address, found.Value.Length), Is.EqualTo((first, end - first)));
}
