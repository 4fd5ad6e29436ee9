using System.Collections.Generic;
using System.Linq;
using Cosmos.Core.Memory;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>Which memory a kernel gets: the longest run that nothing else lies in.</summary>
[TestFixture]
internal sealed unsafe class MemoryRunTests
{
    private const uint Megabyte = 1 << 20;
    private const uint InformationAddress = 0x9000;

    private static readonly MemoryRun Image = new(Megabyte, Megabyte + 0x23000);

    [Test]
    public void It_begins_after_the_image() =>
        AssertRun(Largest([(Megabyte, 63 * Megabyte, 1)]), Megabyte + 0x23000, 64 * Megabyte);

    [Test]
    public void It_begins_after_modules_at_a_whole_page() =>
        AssertRun(Largest([(Megabyte, 63 * Megabyte, 1)], (0x200000, 0x212345)), 0x213000, 64 * Megabyte);

    [Test]
    public void A_module_in_the_middle_leaves_the_longer_side() =>
        AssertRun(Largest([(Megabyte, 63 * Megabyte, 1)], (60 * Megabyte + 5, 61 * Megabyte)), Megabyte + 0x23000, 60 * Megabyte);

    [Test]
    public void Boot_information_in_the_middle_is_spared() =>
        AssertRun(Largest([(Megabyte, 63 * Megabyte, 1)], informationAddress: 40 * Megabyte), Megabyte + 0x23000, 40 * Megabyte);

    [Test]
    public void Memory_that_is_reserved_does_not_count() =>
        AssertRun(Largest([(Megabyte, 3 * Megabyte, 1), (4 * Megabyte, 60 * Megabyte, 2)]), Megabyte + 0x23000, 4 * Megabyte);

    [Test]
    public void The_first_megabyte_does_not_count() =>
        Assert.That(Largest([(0, 0x9F000, 1)]).End, Is.LessThanOrEqualTo(Largest([(0, 0x9F000, 1)]).Start));

    [Test]
    public void A_longer_block_further_up_wins() =>
        AssertRun(Largest([(Megabyte, 7 * Megabyte, 1), (16 * Megabyte, 48 * Megabyte, 1)]), 16 * Megabyte, 64 * Megabyte);

    [Test]
    public void It_ends_at_896_megabytes() =>
        AssertRun(Largest([(Megabyte, 2047 * (ulong)Megabyte, 1)]), Megabyte + 0x23000, 896 * Megabyte);

    [Test]
    public void Blocks_beyond_4_gigabytes_do_not_count() =>
        AssertRun(Largest([(Megabyte, Megabyte, 1), (1ul << 32, 1ul << 32, 1)]), Megabyte + 0x23000, 2 * Megabyte);

    [Test]
    public void Odd_ends_are_rounded_inwards() =>
        AssertRun(Largest([(2 * Megabyte + 1, Megabyte, 1)]), 2 * Megabyte + 0x1000, 3 * Megabyte);

    [Test]
    public void Without_memory_it_is_empty() => AssertRun(Largest([]), 0, 0);

    private static void AssertRun(MemoryRun run, uint start, uint end) => Assert.That((run.Start, run.End), Is.EqualTo((start, end)));

    private static MemoryRun Largest(
        IReadOnlyList<(ulong Address, ulong Length, uint Type)> map,
        (uint Start, uint End)? module = null,
        uint informationAddress = InformationAddress)
    {
        List<uint> words = [0, 0];
        if (module is (uint start, uint end))
        {
            words.AddRange([3, 17, start, end, 0, 0]);
        }

        words.AddRange([6, (uint)(16 + (map.Count * 24)), 24, 0]);
        words.AddRange(map.SelectMany(block => new[]
        {
            (uint)block.Address, (uint)(block.Address >> 32), (uint)block.Length, (uint)(block.Length >> 32), block.Type, 0u,
        }));
        words.AddRange([0, 8]);
        words[0] = (uint)words.Count * 4;
        fixed (uint* information = words.ToArray())
        {
            return MemoryRun.Largest((byte*)information, informationAddress, Image);
        }
    }
}
