using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace CosmosKit.Tests;

/// <summary>Writes small COFF objects for i386, byte by byte, as the PE/COFF specification has them.</summary>
internal sealed class CoffBytes
{
    private readonly List<(string Name, uint Flags, byte[] Data, List<(uint At, uint Symbol, ushort Type)> Relocations)> _sections = [];
    private readonly List<(string Name, uint Value, short Section)> _symbols = [];

    /// <summary>Adds a section of code.</summary>
    /// <param name="data">Its contents.</param>
    public CoffBytes Code(byte[] data, params (uint At, uint Symbol, ushort Type)[] relocations) =>
        Section(".managedcode$I", 0x6050_0020, data, relocations);

    /// <summary>Adds a section.</summary>
    /// <param name="flags">Its characteristics.</param>
    /// <param name="data">Its contents.</param>
    public CoffBytes Section(string name, uint flags, byte[] data, params (uint At, uint Symbol, ushort Type)[] relocations)
    {
        _sections.Add((name, flags, data, [.. relocations]));
        return this;
    }

    /// <summary>Adds an external symbol.</summary>
    /// <param name="section">Its section from 1; 0 if undefined.</param>
    /// <param name="value">Its offset there.</param>
    public CoffBytes Symbol(string name, short section, uint value = 0)
    {
        _symbols.Add((name, value, section));
        return this;
    }

    /// <summary>Makes the file.</summary>
    public byte[] ToArray()
    {
        const int HeaderSize = 20, SectionSize = 40;
        MemoryStream strings = new();
        strings.Write(new byte[4]);
        MemoryStream bodies = new();
        MemoryStream headers = new();
        BinaryWriter header = new(headers);
        uint start = (uint)(HeaderSize + (_sections.Count * SectionSize));
        foreach ((string name, uint flags, byte[] data, List<(uint At, uint Symbol, ushort Type)> relocations) in _sections)
        {
            uint dataAt = start + (uint)bodies.Length;
            bodies.Write(data);
            uint relocationsAt = start + (uint)bodies.Length;
            BinaryWriter body = new(bodies);
            relocations.ForEach(r =>
            {
                body.Write(r.At);
                body.Write(r.Symbol);
                body.Write(r.Type);
            });
            string shortName = name.Length <= 8 ? name : $"/{strings.Length}";
            if (name.Length > 8)
            {
                strings.Write(Encoding.UTF8.GetBytes(name + "\0"));
            }

            header.Write(Encoding.UTF8.GetBytes(shortName.PadRight(8, '\0')));
            header.Write(0u);
            header.Write(0u);
            header.Write((uint)data.Length);
            header.Write(dataAt);
            header.Write(relocationsAt);
            header.Write(0u);
            header.Write((ushort)relocations.Count);
            header.Write((ushort)0);
            header.Write(flags);
        }

        MemoryStream symbols = new();
        BinaryWriter symbol = new(symbols);
        foreach ((string name, uint value, short section) in _symbols)
        {
            symbol.Write(0u);
            symbol.Write((uint)strings.Length);
            strings.Write(Encoding.UTF8.GetBytes(name + "\0"));
            symbol.Write(value);
            symbol.Write(section);
            symbol.Write((ushort)0);
            symbol.Write((byte)2);
            symbol.Write((byte)0);
        }

        MemoryStream file = new();
        BinaryWriter writer = new(file);
        writer.Write((ushort)0x014C);
        writer.Write((ushort)_sections.Count);
        writer.Write(0u);
        writer.Write(start + (uint)bodies.Length);
        writer.Write((uint)_symbols.Count);
        writer.Write((ushort)0);
        writer.Write((ushort)0);
        writer.Write(headers.ToArray());
        writer.Write(bodies.ToArray());
        writer.Write(symbols.ToArray());
        strings.Position = 0;
        strings.Write(BitConverter.GetBytes((uint)strings.Length));
        writer.Write(strings.ToArray());
        return file.ToArray();
    }
}
