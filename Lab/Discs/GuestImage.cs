using System;
using System.IO;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Discs;

/// <summary>A kernel, or a disc with one on it, that the lab did not build. What it is, its content says, not its name.</summary>
/// <param name="Path">The file.</param>
/// <param name="IsDisc">Whether it is a disc, which has a boot loader and a command line of its own.</param>
public sealed record GuestImage(string Path, bool IsDisc)
{
    // ISO 9660 (ECMA-119 §8.1): the first volume descriptor is at sector 16, and begins with its type and this name.
    private const int DescriptorOffset = (16 * 2048) + 1;

    private static ReadOnlySpan<byte> DescriptorName => "CD001"u8;

    /// <summary>Finds out what a file is.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The image.</returns>
    /// <exception cref="UsageException">It cannot be read, or is neither a kernel nor a disc.</exception>
    public static GuestImage Read(string path)
    {
        try
        {
            bool isDisc;
            using (FileStream file = OpenedFile.Read(path))
            {
                byte[] name = new byte[DescriptorName.Length];
                file.Seek(DescriptorOffset, SeekOrigin.Begin);
                isDisc = file.ReadAtLeast(name, name.Length, throwOnEndOfStream: false) == name.Length
                    && DescriptorName.SequenceEqual(name);
            }

            if (!isDisc)
            {
                MultibootHeader.Read(path);
            }

            return new GuestImage(System.IO.Path.GetFullPath(path), isDisc);
        }
        catch (InvalidDataException)
        {
            throw new UsageException($"--image {path}: it is neither a disc (ISO 9660) nor a kernel with a Multiboot header");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UsageException($"--image {path}: {cause.Message}", cause);
        }
    }
}
