using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace CosmosKit.Build.ObjectFile.Dwarf;

/// <summary>The growing contents of one debug section, in DWARF's encodings (DWARF 4, §7.6).</summary>
internal sealed class DwarfBuffer
{
    private readonly List<byte> _bytes = [];
    private readonly List<(uint Offset, ElfSymbol Symbol)> _addresses = [];
    private readonly ElfSection _section;

    /// <summary>Adds an empty debug section to an object.</summary>
    /// <param name="elf">The object.</param>
    /// <param name="name">The section's name.</param>
    public DwarfBuffer(ElfObject elf, string name)
    {
        _section = new ElfSection(name, ElfSectionFlags.None, 1, []);
        Start = elf.Add(_section);
    }

    /// <summary>The symbol of the section's start, for other sections to refer to.</summary>
    public ElfSymbol Start { get; }

    /// <summary>How many bytes there are.</summary>
    public uint Length => (uint)_bytes.Count;

    /// <summary>Appends a byte.</summary>
    /// <param name="value">The byte.</param>
    public void U8(byte value) => _bytes.Add(value);

    /// <summary>Appends 2 bytes.</summary>
    /// <param name="value">Their value.</param>
    public void U16(ushort value)
    {
        _bytes.Add((byte)value);
        _bytes.Add((byte)(value >> 8));
    }

    /// <summary>Appends 4 bytes.</summary>
    /// <param name="value">Their value.</param>
    public void U32(uint value)
    {
        U16((ushort)value);
        U16((ushort)(value >> 16));
    }

    /// <summary>Appends an unsigned LEB128 number.</summary>
    /// <param name="value">The number.</param>
    public void Unsigned(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }

    /// <summary>Appends a signed LEB128 number.</summary>
    /// <param name="value">The number.</param>
    public void Signed(int value)
    {
        // Done when what is left is only copies of the sign bit of the last 7 bits.
        for (; value is < -64 or > 63; value >>= 7)
        {
            _bytes.Add((byte)((value & 0x7F) | 0x80));
        }

        _bytes.Add((byte)(value & 0x7F));
    }

    /// <summary>Appends a zero-terminated text.</summary>
    public void Text(string text)
    {
        _bytes.AddRange(Encoding.UTF8.GetBytes(text));
        _bytes.Add(0);
    }

    /// <summary>Appends bytes.</summary>
    public void Bytes(params IEnumerable<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>Appends an address that the linker fills in.</summary>
    /// <param name="symbol">What it counts from.</param>
    /// <param name="addend">The distance.</param>
    public void Address(ElfSymbol symbol, uint addend)
    {
        _addresses.Add((Length, symbol));
        U32(addend);
    }

    /// <summary>Begins a unit whose first 4 bytes are its length; <see cref="EndUnit"/> fills them in.</summary>
    /// <returns>What <see cref="EndUnit"/> wants.</returns>
    public uint BeginUnit()
    {
        U32(0);
        return Length;
    }

    /// <summary>Fills in a unit's length.</summary>
    /// <param name="begin">What <see cref="BeginUnit"/> gave.</param>
    public void EndUnit(uint begin) => Patch(begin - 4, Length - begin);

    /// <summary>Overwrites 4 bytes.</summary>
    /// <param name="offset">Where.</param>
    /// <param name="value">Their new value.</param>
    public void Patch(uint offset, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(CollectionsMarshal.AsSpan(_bytes).Slice((int)offset, 4), value);

    /// <summary>Overwrites 2 bytes.</summary>
    /// <param name="offset">Where.</param>
    /// <param name="value">Their new value.</param>
    public void PatchHalf(uint offset, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(CollectionsMarshal.AsSpan(_bytes).Slice((int)offset, 2), value);

    /// <summary>Gives the section its contents and relocations, when all is written.</summary>
    public void Finish()
    {
        _section.Data = [.. _bytes];
        foreach ((uint offset, ElfSymbol symbol) in _addresses)
        {
            _section.Relocations.Add(new ElfRelocation(offset, symbol, ElfRelocationType.Absolute32));
        }
    }
}
