using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace CosmosKit.Build.ObjectFile;

/// <summary>An ELF32 relocatable object for i386 (System V ABI, chapter 4), written in one go.</summary>
internal sealed class ElfObject
{
    private const int FileHeaderSize = 52;
    private const int SectionHeaderSize = 40;
    private const int SymbolSize = 16;
    private const int RelocationSize = 8;

    private const uint TypeProgramBits = 1;
    private const uint TypeSymbolTable = 2;
    private const uint TypeStringTable = 3;
    private const uint TypeNoBits = 8;
    private const uint TypeRelocations = 9;
    private const uint FlagInfoLink = 0x40;

    /// <summary>The sections, in the order they are written.</summary>
    public List<ElfSection> Sections { get; } = [];

    /// <summary>The symbols that have a name. Sections get theirs by themselves.</summary>
    public List<ElfSymbol> Symbols { get; } = [];

    /// <summary>Adds a section and the symbol that stands for its start.</summary>
    /// <returns>The symbol.</returns>
    public ElfSymbol Add(ElfSection section)
    {
        Sections.Add(section);
        ElfSymbol symbol = new(string.Empty, section, 0, 0, ElfSymbolType.Section, IsGlobal: false);
        Symbols.Add(symbol);
        return symbol;
    }

    /// <summary>Makes the file.</summary>
    /// <returns>Its contents.</returns>
    public byte[] ToArray()
    {
        // ELF wants local symbols before global ones, after the null symbol.
        List<ElfSymbol> symbols = [.. Symbols.Where(s => !s.IsGlobal), .. Symbols.Where(s => s.IsGlobal)];
        Dictionary<ElfSymbol, uint> symbolIndex = new(ReferenceEqualityComparer.Instance);
        foreach (ElfSymbol symbol in symbols)
        {
            symbolIndex.Add(symbol, (uint)symbolIndex.Count + 1);
        }

        Dictionary<ElfSection, ushort> sectionIndex = new(ReferenceEqualityComparer.Instance);
        foreach (ElfSection section in Sections)
        {
            sectionIndex.Add(section, (ushort)(sectionIndex.Count + 1));
        }

        StringTable symbolNames = new();
        MemoryStream symbolTable = new();
        BinaryWriter symbolWriter = new(symbolTable);
        symbolWriter.Write(new byte[SymbolSize]);
        foreach (ElfSymbol symbol in symbols)
        {
            symbolWriter.Write(symbolNames.Add(symbol.Name));
            symbolWriter.Write(symbol.Value);
            symbolWriter.Write(symbol.Size);
            symbolWriter.Write((byte)((symbol.IsGlobal ? 0x10 : 0) | (byte)symbol.Type));
            symbolWriter.Write((byte)0);
            symbolWriter.Write(symbol.Section is { } section ? sectionIndex[section] : (ushort)0);
        }

        List<Part> parts =
            [.. Sections.Select(
                s => new Part(s.Name, s.IsZeroFilled ? TypeNoBits : TypeProgramBits, (uint)s.Flags, s.Data, s.Size, s.Alignment))];
        uint symbolTableIndex = (uint)(Sections.Count + Sections.Count(s => s.Relocations.Count != 0) + 1);
        foreach (ElfSection section in Sections.Where(s => s.Relocations.Count != 0))
        {
            byte[] table = RelocationTable(section, symbolIndex);
            parts.Add(new Part(".rel" + section.Name, TypeRelocations, FlagInfoLink, table, (uint)table.Length, 4)
            {
                Link = symbolTableIndex,
                Info = sectionIndex[section],
                EntrySize = RelocationSize,
            });
        }

        byte[] symbolBytes = symbolTable.ToArray();
        parts.Add(new Part(".symtab", TypeSymbolTable, 0, symbolBytes, (uint)symbolBytes.Length, 4)
        {
            Link = symbolTableIndex + 1,
            Info = (uint)symbols.Count(s => !s.IsGlobal) + 1,
            EntrySize = SymbolSize,
        });
        byte[] symbolStrings = symbolNames.ToArray();
        parts.Add(new Part(".strtab", TypeStringTable, 0, symbolStrings, (uint)symbolStrings.Length, 1));
        return Write(parts);
    }

    private static byte[] RelocationTable(ElfSection section, Dictionary<ElfSymbol, uint> symbolIndex)
    {
        MemoryStream table = new();
        BinaryWriter writer = new(table);
        foreach (ElfRelocation relocation in section.Relocations)
        {
            writer.Write(relocation.Offset);
            writer.Write((symbolIndex[relocation.Symbol] << 8) | (byte)relocation.Type);
        }

        return table.ToArray();
    }

    private static byte[] Write(List<Part> parts)
    {
        StringTable sectionNames = new();
        List<uint> names = [.. parts.Select(p => sectionNames.Add(p.Name))];
        uint ownName = sectionNames.Add(".shstrtab");
        byte[] nameBytes = sectionNames.ToArray();
        parts.Add(new Part(".shstrtab", TypeStringTable, 0, nameBytes, (uint)nameBytes.Length, 1));
        names.Add(ownName);

        MemoryStream file = new();
        BinaryWriter writer = new(file);
        writer.Write(new byte[FileHeaderSize]);
        List<uint> offsets = [];
        foreach (Part part in parts)
        {
            while (file.Length % part.Alignment != 0)
            {
                writer.Write((byte)0);
            }

            offsets.Add((uint)file.Length);
            writer.Write(part.Data);
        }

        while (file.Length % 4 != 0)
        {
            writer.Write((byte)0);
        }

        uint headers = (uint)file.Length;
        writer.Write(new byte[SectionHeaderSize]);
        for (int index = 0; index < parts.Count; index++)
        {
            Part part = parts[index];
            writer.Write(names[index]);
            writer.Write(part.Type);
            writer.Write(part.Flags);
            writer.Write(0u);
            writer.Write(offsets[index]);
            writer.Write(part.Size);
            writer.Write(part.Link);
            writer.Write(part.Info);
            writer.Write(part.Alignment);
            writer.Write(part.EntrySize);
        }

        file.Position = 0;
        WriteFileHeader(writer, headers, (ushort)(parts.Count + 1));
        return file.ToArray();
    }

    private static void WriteFileHeader(BinaryWriter writer, uint sectionHeaders, ushort sectionCount)
    {
        const byte Class32 = 1, LittleEndian = 1, CurrentVersion = 1;
        const ushort Relocatable = 1, MachineI386 = 3;
        writer.Write([0x7F, (byte)'E', (byte)'L', (byte)'F', Class32, LittleEndian, CurrentVersion, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        writer.Write(Relocatable);
        writer.Write(MachineI386);
        writer.Write((uint)CurrentVersion);
        writer.Write(0u);
        writer.Write(0u);
        writer.Write(sectionHeaders);
        writer.Write(0u);
        writer.Write((ushort)FileHeaderSize);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write((ushort)SectionHeaderSize);
        writer.Write(sectionCount);
        writer.Write((ushort)(sectionCount - 1));
    }

    private sealed record Part(string Name, uint Type, uint Flags, byte[] Data, uint Size, uint Alignment)
    {
        public uint Link { get; init; }

        public uint Info { get; init; }

        public uint EntrySize { get; init; }
    }

    private sealed class StringTable
    {
        private readonly Dictionary<string, uint> _offsets = new() { [string.Empty] = 0 };
        private readonly List<byte> _contents = [0];

        public uint Add(string text)
        {
            if (!_offsets.TryGetValue(text, out uint offset))
            {
                offset = (uint)_contents.Count;
                _contents.AddRange(Encoding.UTF8.GetBytes(text));
                _contents.Add(0);
                _offsets.Add(text, offset);
            }

            return offset;
        }

        public byte[] ToArray() => [.. _contents];
    }
}
