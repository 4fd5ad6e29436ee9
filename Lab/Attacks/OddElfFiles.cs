using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Attacks;

/// <summary>
/// ELF files, each the same good program with one or two words of its headers changed. The program has code at 40000000 and four bytes of
/// data at 40001000, and ends with 42. Sixty are of kinds that other kernels fell over; a few more are of the wrong kind altogether.
/// </summary>
public static class OddElfFiles
{
    /// <summary>The group of the files that no report is about: what the first look at a file must find.</summary>
    public const string WrongKind = "wrong-kind";

    private const string Runs = "42";
    private const string NoMemory = "out-of-memory";
    private const string Outside = "outside-user-space";
    private const string InKernel = "in-kernel-space";
    private const string Truncated = "truncated-segment";
    private const string Headers = "truncated-headers";
    private const string Interpreter = "needs-interpreter";

    private const uint HeaderBytes = 52;
    private const uint SegmentHeaderBytes = 32;
    private const uint LoadType = 1;

    // Words of a program header.
    private const int Type = 0;
    private const int Offset = 4;
    private const int Address = 8;
    private const int Physical = 12;
    private const int FileBytes = 16;
    private const int MemoryBytes = 20;
    private const int Flags = 24;
    private const int Alignment = 28;

    private const int Code = 0;
    private const int Data = 1;

    /// <summary>All of them, in the order in which they are run.</summary>
    public static IReadOnlyList<OddElf> All { get; } =
    [
        .. Sizes().Concat(Oversized()).Concat(Misaligned()).Concat(WrongKinds())
            .Select((file, index) => file with { Name = $"{file.Group}-file-{index + 1:d2}" }),
    ];

    /// <summary>Sizes in memory and alignments that make no sense.</summary>
    private static IEnumerable<OddElf> Sizes()
    {
        const string report = "serenity-4566";
        foreach (uint alignment in new uint[] { 0, 1, 2, 3, 0x7FF, 0x2000, 0x80000000, 0xFFFFF000, 0xFFFFFFFF })
        {
            byte[] file = Changed((Code, Alignment, alignment), (Data, Alignment, alignment));
            yield return Everywhere(report, $"p_align {alignment:x}", file, Runs);
        }

        yield return Everywhere(report, "nothing in memory of four bytes", Changed((Data, MemoryBytes, 0)), Runs);
        yield return Everywhere(report, "one byte in memory of four", Changed((Data, MemoryBytes, 1)), "file-larger-than-memory");
        yield return Everywhere(report, "three bytes in memory of four", Changed((Data, MemoryBytes, 3)), "file-larger-than-memory");
        yield return Everywhere(report, "one byte in memory of none", Changed((Data, MemoryBytes, 1), (Data, FileBytes, 0)), Runs);
        yield return Everywhere(report, "no code in the file", Changed((Code, FileBytes, 0)), "139");
        yield return Everywhere(report, "no code in memory", Changed((Code, MemoryBytes, 0), (Code, FileBytes, 0)), "entry-outside");
        yield return Everywhere(report, "a megabyte of zeros", Changed((Data, MemoryBytes, 1 << 20)), Runs);
        yield return Everywhere(report, "more than memory", Changed((Data, MemoryBytes, 100 << 20)), NoMemory);
        yield return Everywhere(report, "a gigabyte", Changed((Data, MemoryBytes, 1 << 30)), NoMemory);
        yield return new(report, "to the end of two gigabytes", Changed((Data, MemoryBytes, 0x7FFFEFFF)), "on-stack", NoMemory, NoMemory);
        yield return new(report, "one page into the kernel", Changed((Data, MemoryBytes, 0x7FFFF001)), Outside, NoMemory, NoMemory);
    }

    /// <summary>Numbers whose sum does not fit into 32 bits, or lies where nothing may be.</summary>
    private static IEnumerable<OddElf> Oversized()
    {
        const string report = "dragonos-1727";
        yield return Everywhere(report, "4 GB less one in memory", Changed((Data, MemoryBytes, 0xFFFFFFFF)), Outside);
        yield return Everywhere(report, "to the last byte of 4 GB", Changed((Data, MemoryBytes, 0xBFFFF000)), Outside);
        yield return Everywhere(report, "one byte less", Changed((Data, MemoryBytes, 0xBFFFEFFF)), Outside);
        yield return Everywhere(report, "one byte more, so that it wraps", Changed((Data, MemoryBytes, 0xBFFFF001)), Outside);
        yield return Everywhere(report, "wraps to its own page", Changed((Data, MemoryBytes, 0xFFFFF000)), Outside);
        yield return Everywhere(report, "the last byte of 4 GB", Placed(0xFFFFFFFF, 1, 1), Outside);
        yield return Everywhere(report, "the last two, and one more", Placed(0xFFFFFFFE, 3, 3), Outside);
        yield return Everywhere(report, "the last page", Placed(0xFFFFF000, 4, 0x1000), Outside);
        yield return Everywhere(report, "the last page, and one byte", Placed(0xFFFFF000, 4, 0x1001), Outside);
        yield return Everywhere(report, "the trampoline", Changed((Data, Address, 0xFFC00000)), Outside);
        yield return new(report, "the high layout's kernel", Changed((Data, Address, 0xC0100000)), InKernel, Runs, Runs);
        yield return new(report, "the low layout's kernel", Changed((Data, Address, 0x00100000)), Runs, InKernel, Runs);
        yield return Everywhere(report, "page 0", Changed((Data, Address, 0x00000FFC)), "on-page-zero");
        yield return Everywhere(report, "4 GB less one in the file", Placed(0x40001000, 0xFFFFFFFF, 0xFFFFFFFF), Truncated);
        yield return Everywhere(report, "so many in the file that the end wraps", Placed(0x40001000, 0xFFFFFF80, 0xFFFFFF80), Truncated);
        yield return Everywhere(report, "an offset at the end of 4 GB", Changed((Data, Offset, 0xFFFFFFFF)), Truncated);
        yield return Everywhere(report, "an offset that wraps to the beginning", Changed((Data, Offset, 0xFFFFFFFC)), Truncated);
        yield return Everywhere(report, "one byte beyond the file", Placed(0x40001000, 5, 5), Truncated);
        yield return Everywhere(report, "program headers at the end of 4 GB", Header(28, 0xFFFFFFE0), Headers);
        yield return Everywhere(report, "program headers that end where they wrap", Header(28, 0xFFFFFFC0), Headers);
        yield return Everywhere(report, "program headers behind the file", Header(28, 0x1000), Headers);
        yield return Everywhere(report, "65,535 program headers", HeaderHalf(44, 0xFFFF), "too-many-segments");
        yield return Everywhere(report, "no program header", HeaderHalf(44, 0), "no-segment");
    }

    /// <summary>Addresses, offsets and interpreters that do not go together.</summary>
    private static IEnumerable<OddElf> Misaligned()
    {
        const string report = "tgoskits-1737";
        foreach (uint address in new uint[] { 0x40001001, 0x40001123, 0x40001FFC, 0x40001FFE, 0x40001FFF })
        {
            yield return Everywhere(report, $"p_vaddr {address:x} for the same p_offset", Changed((Data, Address, address)), Runs);
        }

        yield return Everywhere(report, "p_offset 1", Changed((Data, Offset, 1)), Runs);
        yield return Everywhere(report, "p_paddr ffffffff", Changed((Data, Physical, 0xFFFFFFFF)), Runs);
        yield return Everywhere(report, "on the code's page, with other rights", Changed((Data, Address, 0x40000800)), "shares-page");
        yield return Everywhere(report, "on the code itself", Changed((Data, Address, 0x40000004)), "overlapping");
        yield return Everywhere(report, "on the code's page, as code", Changed((Data, Address, 0x40000800), (Data, Flags, 5)), Runs);
        yield return Everywhere(report, "all bits of p_flags", Changed((Data, Flags, 0xFFFFFFFF)), Runs);
        yield return Everywhere(report, "code that is not executable", Changed((Code, Flags, 6)), "entry-outside");
        yield return Everywhere(report, "an unknown type", Changed((Data, Type, 0x6474E551)), Runs);
        foreach (uint bytes in new uint[] { 0, 1, 4097, 0xFFFFFFFF })
        {
            byte[] file = Changed((Data, Type, 3), (Data, FileBytes, bytes));
            yield return Everywhere(report, $"an interpreter's name of {bytes} bytes", file, Interpreter);
        }
    }

    /// <summary>Files that are no program for this machine, or have nothing to load.</summary>
    private static IEnumerable<OddElf> WrongKinds()
    {
        const int version = 1 << 16; // behind the 64-bit file's two bytes of class and byte order
        yield return Everywhere(WrongKind, "another magic number", Header(0, 0x464C4500), "not-elf");
        yield return Everywhere(WrongKind, "64-bit", Header(4, version | 0x0102), "not-32-bit");
        yield return Everywhere(WrongKind, "big-endian", Header(4, version | 0x0201), "not-little-endian");
        yield return Everywhere(WrongKind, "for x86-64", HeaderHalf(18, 62), "not-i386");
        yield return Everywhere(WrongKind, "a shared object", HeaderHalf(16, 3), "not-executable");
        yield return Everywhere(WrongKind, "program headers of 56 bytes", HeaderHalf(42, 56), "bad-program-headers");
        yield return Everywhere(WrongKind, "nothing to load", Changed((Code, Type, 4), (Data, Type, 4)), "no-segment");
    }

    private static OddElf Everywhere(string report, string what, byte[] content, string end) =>
        new(report, what, content, end, end, end);

    private static byte[] Program()
    {
        byte[] code = [0xBB, 42, 0, 0, 0, 0xB8, 1, 0, 0, 0, 0xCD, 0x80];
        byte[] data = "data"u8.ToArray();
        uint codeOffset = HeaderBytes + (2 * SegmentHeaderBytes);
        uint dataOffset = codeOffset + (uint)code.Length;
        uint[] headers =
        [
            0x464C457F, 0x00010101, 0, 0, // "\x7FELF", 32-bit, little-endian, version 1
            0x00030002, 1, 0x40000000, HeaderBytes, // executable, i386; version, entry, where the program headers are
            0, 0, HeaderBytes | (SegmentHeaderBytes << 16), 2, // no section header, no flags; sizes; two program headers
            0, // no section
            LoadType, codeOffset, 0x40000000, 0, (uint)code.Length, (uint)code.Length, 5, 0,
            LoadType, dataOffset, 0x40001000, 0, (uint)data.Length, (uint)data.Length, 6, 0,
        ];
        byte[] file = new byte[dataOffset + data.Length];
        for (int i = 0; i < headers.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(i * sizeof(uint)), headers[i]);
        }

        code.CopyTo(file, codeOffset);
        data.CopyTo(file, dataOffset);
        return file;
    }

    private static byte[] Changed(params (int Segment, int Word, uint Value)[] changes)
    {
        byte[] file = Program();
        foreach ((int segment, int word, uint value) in changes)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((int)(HeaderBytes + (segment * SegmentHeaderBytes) + word)), value);
        }

        return file;
    }

    /// <summary>With the data somewhere else, and of another size.</summary>
    private static byte[] Placed(uint address, uint fileBytes, uint memoryBytes) =>
        Changed((Data, Address, address), (Data, FileBytes, fileBytes), (Data, MemoryBytes, memoryBytes));

    private static byte[] Header(int place, uint value)
    {
        byte[] file = Program();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(place), value);
        return file;
    }

    private static byte[] HeaderHalf(int place, ushort value)
    {
        byte[] file = Program();
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(place), value);
        return file;
    }
}
