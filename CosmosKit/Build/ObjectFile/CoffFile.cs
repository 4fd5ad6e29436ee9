using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CosmosKit.Build.ObjectFile;

/// <summary>An i386 COFF object file, as ilc writes it for Windows (PE/COFF specification, "COFF File Header" and on).</summary>
internal sealed class CoffFile
{
    private const int FileHeaderSize = 20;
    private const int SectionHeaderSize = 40;
    private const int SymbolSize = 18;
    private const int RelocationSize = 10;
    private const ushort MachineI386 = 0x014C;

    // IMAGE_SCN_LNK_NRELOC_OVFL: more than 65,535 relocations; the true count is in the first one's address field.
    private const uint RelocationCountOverflow = 0x0100_0000;

    private readonly byte[] _file;
    private readonly Dictionary<int, CoffSymbol> _symbolsByIndex = [];
    private readonly int _stringTable;

    private CoffFile(byte[] file)
    {
        _file = file;
        if (file.Length < FileHeaderSize || U16(0) != MachineI386)
        {
            throw Bad("it is not a COFF object for i386");
        }

        int symbolTable = checked((int)U32(8));
        int symbolCount = checked((int)U32(12));
        _stringTable = symbolTable + (symbolCount * SymbolSize);

        List<CoffSymbol> symbols = [];
        for (int index = 0; index < symbolCount; index++)
        {
            int at = symbolTable + (index * SymbolSize);
            CoffSymbol symbol = new(index, SymbolName(at), U32(at + 8), (short)U16(at + 12), file[at + 16]);
            symbols.Add(symbol);
            _symbolsByIndex.Add(index, symbol);
            index += file[at + 17];
        }

        Symbols = symbols;

        List<CoffSection> sections = [];
        int headers = FileHeaderSize + U16(16);
        for (int number = 1; number <= U16(2); number++)
        {
            sections.Add(ReadSection(number, headers + ((number - 1) * SectionHeaderSize)));
        }

        Sections = sections;
    }

    /// <summary>The sections, by number minus 1.</summary>
    public IReadOnlyList<CoffSection> Sections { get; }

    /// <summary>The symbols, in order, without auxiliary entries.</summary>
    public IReadOnlyList<CoffSymbol> Symbols { get; }

    /// <summary>Reads an object.</summary>
    /// <param name="file">The file's contents.</param>
    /// <returns>The object.</returns>
    /// <exception cref="BuildException">It is no i386 COFF object, or is cut short.</exception>
    public static CoffFile Parse(byte[] file)
    {
        try
        {
            return new CoffFile(file);
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw Bad("it is cut short");
        }
    }

    /// <summary>The symbol that a relocation refers to.</summary>
    /// <returns>The symbol.</returns>
    public CoffSymbol Target(CoffRelocation relocation) =>
        _symbolsByIndex.TryGetValue(checked((int)relocation.SymbolIndex), out CoffSymbol? symbol)
            ? symbol
            : throw Bad(
                string.Create(CultureInfo.InvariantCulture, $"a relocation names symbol {relocation.SymbolIndex}: there is none"));

    private static BuildException Bad(string what) => new(ErrorCodes.ObjectFile, $"cannot read the compiler's object file: {what}");

    private CoffSection ReadSection(int number, int header)
    {
        uint size = U32(header + 16);
        int contents = checked((int)U32(header + 20));
        int relocationTable = checked((int)U32(header + 24));
        int relocationCount = U16(header + 32);
        uint flags = U32(header + 36);
        int first = 0;
        if ((flags & RelocationCountOverflow) != 0)
        {
            relocationCount = checked((int)U32(relocationTable));
            first = 1;
        }

        List<CoffRelocation> relocations = [];
        for (int index = first; index < relocationCount; index++)
        {
            int at = relocationTable + (index * RelocationSize);
            relocations.Add(new CoffRelocation(U32(at), U32(at + 4), (CoffRelocationType)U16(at + 8)));
        }

        byte[] data = contents == 0 || (flags & CoffSection.ContainsZeros) != 0 ? [] : _file.AsSpan(contents, checked((int)size)).ToArray();
        return new CoffSection(number, SectionName(header), size, flags, data, relocations);
    }

    private string SectionName(int header)
    {
        string name = Encoding.UTF8.GetString(_file.AsSpan(header, 8)).TrimEnd('\0');
        return name.StartsWith('/') ? LongName(int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)) : name;
    }

    private string SymbolName(int at) =>
        U32(at) == 0 ? LongName(checked((int)U32(at + 4))) : Encoding.UTF8.GetString(_file.AsSpan(at, 8)).TrimEnd('\0');

    private string LongName(int offset)
    {
        ReadOnlySpan<byte> rest = _file.AsSpan(_stringTable + offset);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(at, 2));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at, 4));
}
