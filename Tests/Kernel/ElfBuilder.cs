using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace CosmosPaging.Tests.Kernel;

/// <summary>Writes small ELF files, right ones and wrong ones. Every header field can be set to nonsense.</summary>
internal sealed class ElfBuilder
{
    private readonly List<Segment> segments = [];

    public byte[] Magic { get; set; } = [0x7F, (byte)'E', (byte)'L', (byte)'F'];

    public byte Class { get; set; } = 1;

    public byte Data { get; set; } = 1;

    public ushort Type { get; set; } = 2;

    public ushort Machine { get; set; } = 3;

    public uint Entry { get; set; } = 0x40000000;

    public uint? HeaderOffset { get; set; }

    public ushort HeaderBytes { get; set; } = 32;

    public ushort? HeaderCount { get; set; }

    /// <summary>A program that is right: code at 40000000, data at 40001000.</summary>
    public static ElfBuilder Good() => new ElfBuilder()
        .With(0x40000000, [0xB8, 1, 0, 0, 0, 0xCD, 0x80], flags: 5)
        .With(0x40001000, "data"u8.ToArray(), flags: 6, memoryBytes: 0x1800);

    public ElfBuilder With(
        uint address, byte[] content, uint flags, uint? memoryBytes = null, uint? fileBytes = null, uint type = 1, uint? offset = null)
    {
        segments.Add(new Segment(type, address, content, flags, memoryBytes, fileBytes, offset));
        return this;
    }

    public byte[] Build()
    {
        int contentStart = 52 + (segments.Count * 32);
        int total = contentStart;
        foreach (Segment segment in segments)
        {
            total += segment.Content.Length;
        }

        byte[] file = new byte[total];
        Magic.CopyTo(file, 0);
        file[4] = Class;
        file[5] = Data;
        file[6] = 1;
        Write16(file, 16, Type);
        Write16(file, 18, Machine);
        Write32(file, 20, 1);
        Write32(file, 24, Entry);
        Write32(file, 28, HeaderOffset ?? 52);
        Write16(file, 40, 52);
        Write16(file, 42, HeaderBytes);
        Write16(file, 44, HeaderCount ?? (ushort)segments.Count);
        int content = contentStart;
        for (int i = 0; i < segments.Count; i++)
        {
            Segment segment = segments[i];
            int header = 52 + (i * 32);
            Write32(file, header, segment.Type);
            Write32(file, header + 4, segment.Offset ?? (uint)content);
            Write32(file, header + 8, segment.Address);
            Write32(file, header + 16, segment.FileBytes ?? (uint)segment.Content.Length);
            Write32(file, header + 20, segment.MemoryBytes ?? (uint)segment.Content.Length);
            Write32(file, header + 24, segment.Flags);
            segment.Content.CopyTo(file, content);
            content += segment.Content.Length;
        }

        return file;
    }

    private static void Write16(byte[] file, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);

    private static void Write32(byte[] file, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);

    private sealed record Segment(uint Type, uint Address, byte[] Content, uint Flags, uint? MemoryBytes, uint? FileBytes, uint? Offset);
}
