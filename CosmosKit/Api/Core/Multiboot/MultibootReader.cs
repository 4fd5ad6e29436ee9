using System.Collections.Generic;
using Cosmos.Core.Multiboot.Tags;

namespace Cosmos.Core.Multiboot;

/// <summary>Reads boot information in the form of Multiboot 2.</summary>
internal static unsafe class MultibootReader
{
    private const uint HeadSize = 8;

    /// <summary>Finds a tag.</summary>
    /// <param name="information">The boot information.</param>
    /// <param name="kind">The kind of tag.</param>
    /// <returns>The first tag of this kind, or null.</returns>
    public static MB2Tag* Find(byte* information, MultibootTag kind)
    {
        MB2Tag* tag = First(information);
        while (tag != null && tag->Type != (uint)kind)
        {
            tag = Next(information, tag);
        }

        return tag;
    }

    /// <summary>Gives the first tag.</summary>
    /// <param name="information">The boot information.</param>
    /// <returns>The tag, or null if there is none.</returns>
    public static MB2Tag* First(byte* information) => Checked(information, (MB2Tag*)(information + HeadSize));

    /// <summary>Gives the tag after another.</summary>
    /// <param name="information">The boot information.</param>
    /// <param name="tag">A tag that <see cref="First"/> or this method gave.</param>
    /// <returns>The next tag, or null if it was the last.</returns>
    public static MB2Tag* Next(byte* information, MB2Tag* tag) =>
        Checked(information, (MB2Tag*)((byte*)tag + ((tag->Size + 7) & ~7u)));

    /// <summary>Reads the memory map.</summary>
    /// <param name="information">The boot information.</param>
    /// <returns>Its entries; none if there is no map.</returns>
    public static List<RawMemoryMapBlock> MemoryMap(byte* information)
    {
        var entries = new List<RawMemoryMapBlock>();
        var map = (MemoryMap*)Find(information, MultibootTag.MemoryMap);
        if (map == null || map->EntrySize < (uint)sizeof(RawMemoryMapBlock))
        {
            return entries;
        }

        byte* end = (byte*)map + map->Size;
        byte* entry = (byte*)&map->MemoryMapEntries;
        for (; entry + map->EntrySize <= end; entry += map->EntrySize)
        {
            entries.Add(*(RawMemoryMapBlock*)entry);
        }

        return entries;
    }

    // A tag that reaches beyond the information, or is shorter than a tag, ends the list as the end tag does.
    private static MB2Tag* Checked(byte* information, MB2Tag* tag)
    {
        byte* end = information + *(uint*)information;
        bool isTag = (byte*)tag + HeadSize <= end
            && tag->Type != (uint)MultibootTag.End
            && tag->Size >= HeadSize
            && tag->Size <= end - (byte*)tag;
        return isTag ? tag : null;
    }
}
