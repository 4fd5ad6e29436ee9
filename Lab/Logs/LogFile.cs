using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using CosmosPaging.Lab.Guest;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Logs;

/// <summary>A serial log that somebody brings: of VMware, of a PC, of an emulator that was not started from here.</summary>
public static class LogFile
{
    /// <summary>The name that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The largest that is read. A run of everything in every cell writes one megabyte.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Reads a log.</summary>
    /// <param name="path">The file; or <see cref="StandardInput"/>.</param>
    /// <param name="openInput">Opens standard input.</param>
    /// <returns>Its lines; none if it is empty.</returns>
    /// <exception cref="UsageException">It cannot be read, or is no log of this kernel.</exception>
    public static IReadOnlyList<ConsoleLine> Read(string path, Func<Stream> openInput)
    {
        byte[] bytes;
        try
        {
            using Stream stream = path == StandardInput ? openInput() : OpenedFile.Read(path);
            bytes = ReadAll(stream)
                ?? throw new UsageException($"{path}: larger than {MostBytes >> 20} MB, which no log of this kernel is");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UsageException($"{path}: {cause.Message}", cause);
        }

        SerialParser parser = new();
        parser.Push(AsWritten(bytes));
        parser.Complete();
        IReadOnlyList<ConsoleLine> lines = parser.Lines;
        foreach (ConsoleLine line in lines)
        {
            if (IsKernels(line))
            {
                return lines;
            }
        }

        return bytes.Length == 0
            ? []
            : throw new UsageException($"{path}: no line of it begins with 'boot:' or 'panic:', so it is no serial log of this kernel");
    }

    private static bool IsKernels(ConsoleLine line) =>
        line is BootRecord or PanicRecord || (line is MalformedLine && line.Text.StartsWith("boot:", StringComparison.Ordinal));

    private static byte[]? ReadAll(Stream stream)
    {
        using MemoryStream all = new();
        byte[] piece = new byte[1 << 16];
        for (int count = stream.Read(piece); count > 0; count = stream.Read(piece))
        {
            all.Write(piece, 0, count);
            if (all.Length > MostBytes)
            {
                return null;
            }
        }

        return all.ToArray();
    }

    /// <summary>
    /// The bytes as the kernel wrote them. What Windows' shell redirects into a file is UTF-16, and terminal programs that keep a log end
    /// lines with CR LF; the kernel ends them with LF alone, so a CR behind its first line is not its own.
    /// </summary>
    private static byte[] AsWritten(byte[] bytes)
    {
        bytes = bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes[2..]),
            [0xEF, 0xBB, 0xBF, ..] => bytes[3..],
            _ => bytes,
        };
        int boot = bytes.AsSpan().IndexOf("boot: "u8);
        int end = boot < 0 ? -1 : bytes.AsSpan(boot).IndexOf((byte)'\n');
        if (end <= 0 || bytes[boot + end - 1] != '\r')
        {
            return bytes;
        }

        List<byte> kept = new(bytes.Length);
        for (int at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] != '\r' || at + 1 == bytes.Length || bytes[at + 1] != '\n')
            {
                kept.Add(bytes[at]);
            }
        }

        return [.. kept];
    }
}
