using System;
using System.Buffers.Binary;
using System.IO;

namespace CosmosPaging.Lab.Discs;

/// <summary>
/// Which of the two Multiboot protocols a kernel image understands: each has a header of its own near the start of the file.
/// </summary>
public static class MultibootHeader
{
    // Multiboot 0.6.96 §3.1: 4-aligned, in the first 8 KB; the first three words add up to 0.
    private const uint FirstMagic = 0x1BADB002;
    private const int FirstRange = 8192;

    // Multiboot2 2.0 §3.1: 8-aligned, in the first 32 KB; the first four words (magic, architecture, length, checksum) add up to 0.
    private const uint SecondMagic = 0xE85250D6;
    private const int SecondRange = 32768;

    /// <summary>Finds out.</summary>
    /// <param name="path">The image's file.</param>
    /// <returns>The newer of the protocols that the image understands.</returns>
    /// <exception cref="InvalidDataException">It understands neither.</exception>
    public static MultibootProtocol Read(string path)
    {
        ReadOnlySpan<byte> start = Start(path);
        return HasSecond(start) ? MultibootProtocol.Second
            : HasFirst(start) ? MultibootProtocol.First
            : throw new InvalidDataException($"{path} is no kernel that a boot loader would know: it has no Multiboot header");
    }

    /// <summary>Whether an image must be given to a boot loader: what QEMU loads by itself is Multiboot 1.</summary>
    /// <param name="path">The image's file.</param>
    /// <returns>Whether it understands Multiboot 2 alone.</returns>
    public static bool IsSecondAlone(string path)
    {
        ReadOnlySpan<byte> start = Start(path);
        return HasSecond(start) && !HasFirst(start);
    }

    private static ReadOnlySpan<byte> Start(string path)
    {
        byte[] start = new byte[SecondRange];
        using FileStream file = File.OpenRead(path);
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }

    private static bool HasSecond(ReadOnlySpan<byte> start) => Has(start, SecondMagic, words: 4, alignment: 8);

    private static bool HasFirst(ReadOnlySpan<byte> start) =>
        Has(start[..Math.Min(start.Length, FirstRange)], FirstMagic, words: 3, alignment: 4);

    private static bool Has(ReadOnlySpan<byte> start, uint magic, int words, int alignment)
    {
        for (int offset = 0; offset + (words * sizeof(uint)) <= start.Length; offset += alignment)
        {
            ReadOnlySpan<byte> header = start[offset..];
            uint sum = 0;
            for (int word = 0; word < words; word++)
            {
                sum += BinaryPrimitives.ReadUInt32LittleEndian(header[(word * sizeof(uint))..]);
            }

            if (sum == 0 && BinaryPrimitives.ReadUInt32LittleEndian(header) == magic)
            {
                return true;
            }
        }

        return false;
    }
}
