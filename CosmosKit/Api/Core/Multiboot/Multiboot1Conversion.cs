namespace Cosmos.Core.Multiboot;

/// <summary>
/// Makes boot information in the form of Multiboot 2 from Multiboot 1's (specification 0.6.96, 3.3): QEMU's <c>-kernel</c> and old
/// loaders leave the latter, Cosmos knows the former only.
/// </summary>
internal static unsafe class Multiboot1Conversion
{
    /// <summary>How many section headers the kernel describes itself by, the empty first one and the one of the names included.</summary>
    public const uint SectionCount = 6;

    /// <summary>The size of an ELF section header.</summary>
    public const uint SectionHeaderSize = 40;

    private const uint HasMemory = 1 << 0;
    private const uint HasCommandLine = 1 << 2;
    private const uint HasModules = 1 << 3;
    private const uint HasMemoryMap = 1 << 6;
    private const uint HasLoaderName = 1 << 9;

    private const uint MapEntrySize = 24;
    private const uint AvailableMemory = 1;
    private const uint Megabyte = 1 << 20;

    /// <summary>Writes the information as tags, or only counts their bytes.</summary>
    /// <param name="physicalMemory">Where physical address 0 is mapped.</param>
    /// <param name="source">The physical address of Multiboot 1's information.</param>
    /// <param name="sections">The kernel's section headers, the last one of the section that holds their names.</param>
    /// <param name="destination">Where the result goes, at a multiple of 8; null to learn its size only.</param>
    /// <returns>The size of the result in bytes.</returns>
    public static uint Convert(byte* physicalMemory, uint source, byte* sections, byte* destination)
    {
        byte* information = physicalMemory + source;
        uint flags = Read(information, 0);
        var writer = new MultibootWriter(destination);

        writer.Begin(MultibootTag.CommandLine);
        writer.Text((flags & HasCommandLine) != 0 ? physicalMemory + Read(information, 16) : null);
        writer.End();

        writer.Begin(MultibootTag.LoaderName);
        writer.Text((flags & HasLoaderName) != 0 ? physicalMemory + Read(information, 64) : null);
        writer.End();

        if ((flags & HasModules) != 0)
        {
            WriteModules(ref writer, physicalMemory, information);
        }

        uint lower = (flags & HasMemory) != 0 ? Read(information, 4) : 0;
        uint upper = (flags & HasMemory) != 0 ? Read(information, 8) : 0;
        writer.Begin(MultibootTag.BasicMemory);
        writer.Number(lower);
        writer.Number(upper);
        writer.End();

        writer.Begin(MultibootTag.MemoryMap);
        writer.Number(MapEntrySize);
        writer.Number(0);
        if ((flags & HasMemoryMap) != 0)
        {
            WriteMap(ref writer, physicalMemory + Read(information, 48), Read(information, 44));
        }
        else
        {
            WriteRange(ref writer, 0, (ulong)lower * 1024, AvailableMemory);
            WriteRange(ref writer, Megabyte, (ulong)upper * 1024, AvailableMemory);
        }

        writer.End();

        // GRUB's form of the tag: three doublewords, where the specification has four words.
        writer.Begin(MultibootTag.ElfSections);
        writer.Number(SectionCount);
        writer.Number(SectionHeaderSize);
        writer.Number(SectionCount - 1);
        writer.Bytes(sections, SectionCount * SectionHeaderSize);
        writer.End();

        return writer.Finish();
    }

    private static void WriteModules(ref MultibootWriter writer, byte* physicalMemory, byte* information)
    {
        const uint ModuleSize = 16;

        uint count = Read(information, 20);
        byte* module = physicalMemory + Read(information, 24);
        for (uint i = 0; i < count; i++, module += ModuleSize)
        {
            uint text = Read(module, 8);
            writer.Begin(MultibootTag.Module);
            writer.Number(Read(module, 0));
            writer.Number(Read(module, 4));
            writer.Text(text == 0 ? null : physicalMemory + text);
            writer.End();
        }
    }

    // Each entry begins with the size of what follows it.
    private static void WriteMap(ref MultibootWriter writer, byte* map, uint size)
    {
        for (uint at = 0; at + MapEntrySize <= size; at += Read(map, at) + 4)
        {
            ulong address = Read(map, at + 4) | ((ulong)Read(map, at + 8) << 32);
            ulong length = Read(map, at + 12) | ((ulong)Read(map, at + 16) << 32);
            WriteRange(ref writer, address, length, Read(map, at + 20));
        }
    }

    private static void WriteRange(ref MultibootWriter writer, ulong address, ulong length, uint type)
    {
        writer.Number((uint)address);
        writer.Number((uint)(address >> 32));
        writer.Number((uint)length);
        writer.Number((uint)(length >> 32));
        writer.Number(type);
        writer.Number(0);
    }

    private static uint Read(byte* from, uint offset) => *(uint*)(from + offset);
}
