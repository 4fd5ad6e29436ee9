using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Cosmos.Core;
using Cosmos.Core.Multiboot;
using Cosmos.Core.Multiboot.Tags;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>Boot information of Multiboot 1 turned into Multiboot 2's, in a fake physical memory.</summary>
[TestFixture]
internal sealed unsafe class Multiboot1ConversionTests
{
    private const uint Information = 0x9000;
    private const uint CommandLine = 0x9200;
    private const uint Modules = 0x9300;
    private const uint ModuleText = 0x9400;
    private const uint Map = 0x9500;
    private const uint Sections = 0x9700;
    private const uint Destination = 0xA000;

    private readonly byte[] memory = new byte[0x10000];

    [SetUp]
    public void Clear() => Array.Clear(memory);

    [Test]
    public void The_command_line_is_copied()
    {
        Put(Information, 1 << 2);
        Put(Information + 16, CommandLine);
        PutText(CommandLine, "kernel variant=shared");
        Assert.That(TextOf(Tag(1), 8), Is.EqualTo("kernel variant=shared"));
    }

    [Test]
    public void Without_a_command_line_there_is_an_empty_one() => Assert.That(TextOf(Tag(1), 8), Is.Empty);

    [Test]
    public void Every_module_keeps_its_place_and_its_words()
    {
        Put(Information, 1 << 3);
        Put(Information + 20, 2);
        Put(Information + 24, Modules);
        Put(Modules, 0x400000, 0x401234, ModuleText, 0, 0x500000, 0x500001, 0, 0);
        PutText(ModuleText, "programs.tar");

        uint[][] modules = [.. Tags().Where(tag => tag[0] == 3)];
        Assert.That(modules, Has.Length.EqualTo(2));
        Assert.That(modules[0][2..4], Is.EqualTo([0x400000u, 0x401234u]));
        Assert.That(TextOf(modules[0], 16), Is.EqualTo("programs.tar"));
        Assert.That(modules[1][2..4], Is.EqualTo([0x500000u, 0x500001u]));
        Assert.That(TextOf(modules[1], 16), Is.Empty);
    }

    [Test]
    public void The_amount_of_memory_is_kept()
    {
        Put(Information, 1, 639, 65408);
        Assert.That(Tag(4)[2..4], Is.EqualTo([639u, 65408u]));
    }

    [Test]
    public void The_memory_map_is_kept_whatever_the_size_of_its_entries()
    {
        Put(Information, 1 << 6);
        Put(Information + 44, 24 + 28);
        Put(Information + 48, Map);
        Put(Map, 20, 0, 0, 0x9FC00, 0, 1);
        Put(Map + 24, 24, 0x00000000, 0x1, 0x40000000, 0x2, 2, 0xFFFFFFFF);
        Assert.That(
            MemoryMap().Select(block => (block.Address, block.Length, block.Type)),
            Is.EqualTo([(0ul, 0x9FC00ul, 1u), (0x100000000ul, 0x240000000ul, 2u)]));
    }

    [Test]
    public void Without_a_map_the_amount_of_memory_makes_one()
    {
        Put(Information, 1, 640, 31744);
        Assert.That(
            MemoryMap().Select(block => (block.Address, block.Length, block.Type)),
            Is.EqualTo([(0ul, 640ul * 1024, 1u), (0x100000ul, 31744ul * 1024, 1u)]));
    }

    [Test]
    public void The_section_headers_are_copied_behind_their_number()
    {
        for (uint i = 0; i < Multiboot1Conversion.SectionCount * Multiboot1Conversion.SectionHeaderSize; i++)
        {
            memory[Sections + i] = (byte)i;
        }

        uint[] tag = Tag(9);
        Assert.That(tag[2..5], Is.EqualTo([6u, 40u, 5u]));
        Assert.That(tag[5], Is.EqualTo(0x03020100u));
        Assert.That(tag[1], Is.EqualTo(20 + (6 * 40)));
    }

    [Test]
    public void Counting_and_writing_agree_and_nothing_else_is_touched()
    {
        Put(Information, (1 << 2) | 1, 639, 65408);
        Put(Information + 16, CommandLine);
        PutText(CommandLine, "odd");
        Array.Fill(memory, (byte)0xEE, (int)Destination, memory.Length - (int)Destination);
        fixed (byte* start = memory)
        {
            uint counted = Multiboot1Conversion.Convert(start, Information, start + Sections, null);
            uint written = Multiboot1Conversion.Convert(start, Information, start + Sections, start + Destination);
            Assert.That(written, Is.EqualTo(counted));
            Assert.That(*(uint*)(start + Destination), Is.EqualTo(counted));
            Assert.That(start[Destination + counted], Is.EqualTo(0xEE));
        }
    }

    [Test]
    public void Tags_begin_at_multiples_of_8_and_an_end_tag_closes_the_list()
    {
        Convert();
        uint position = Destination + 8;
        uint end = Destination + BitConverter.ToUInt32(memory, (int)Destination);
        uint type;
        do
        {
            type = BitConverter.ToUInt32(memory, (int)position);
            position += (BitConverter.ToUInt32(memory, (int)position + 4) + 7) & ~7u;
        }
        while (type != 0 && position < end);

        Assert.That(type, Is.Zero);
        Assert.That(position, Is.EqualTo(end));
    }

    private void Put(uint address, params ReadOnlySpan<uint> values)
    {
        foreach (uint value in values)
        {
            BitConverter.TryWriteBytes(memory.AsSpan((int)address), value);
            address += 4;
        }
    }

    private void PutText(uint address, string text) => Encoding.Latin1.GetBytes(text + "\0").CopyTo(memory, address);

    private void Convert()
    {
        fixed (byte* start = memory)
        {
            _ = Multiboot1Conversion.Convert(start, Information, start + Sections, start + Destination);
        }
    }

    private List<RawMemoryMapBlock> MemoryMap()
    {
        Convert();
        fixed (byte* start = memory)
        {
            return MultibootReader.MemoryMap(start + Destination);
        }
    }

    private uint[] Tag(uint type) => Tags().Single(tag => tag[0] == type);

    // Each tag as doublewords, the last one filled up with zeros.
    private List<uint[]> Tags()
    {
        Convert();
        List<uint[]> tags = [];
        fixed (byte* start = memory)
        {
            byte* information = start + Destination;
            for (MB2Tag* tag = MultibootReader.First(information); tag != null; tag = MultibootReader.Next(information, tag))
            {
                uint[] words = new uint[(tag->Size + 3) / 4];
                Buffer.BlockCopy(memory, (int)((byte*)tag - start), words, 0, (int)tag->Size);
                tags.Add(words);
            }
        }

        return tags;
    }

    private static string TextOf(uint[] tag, int offset)
    {
        byte[] bytes = new byte[tag[1]];
        Buffer.BlockCopy(tag, 0, bytes, 0, bytes.Length);
        return Encoding.Latin1.GetString(bytes, offset, bytes.Length - offset - 1);
    }
}
