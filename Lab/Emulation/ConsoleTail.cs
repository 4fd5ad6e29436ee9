using System;
using System.IO;
using CosmosPaging.Lab.Guest;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// Follows the file that an emulator writes the serial line to. A file and not a pipe: QEMU drops what a full pipe does not take when the
/// guest ends the machine, and that would be the last lines, the ones that matter.
/// </summary>
public sealed class ConsoleTail : IDisposable
{
    private readonly FileStream file;
    private readonly long limit;
    private readonly SerialParser parser = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    /// <summary>Makes the file and begins to follow it.</summary>
    /// <param name="path">Where the emulator will write.</param>
    /// <param name="limit">How many bytes are read at most.</param>
    public ConsoleTail(string path, long limit)
    {
        this.limit = limit;
        file = new FileStream(path, FileMode.Create, FileAccess.Read | FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>What has been read so far.</summary>
    public SerialParser Parser => parser;

    /// <summary>Whether the guest has written more than the limit; the rest is not read.</summary>
    public bool LimitReached => parser.BytesRead >= limit;

    /// <summary>Reads what is new.</summary>
    public void Poll()
    {
        while (!LimitReached)
        {
            int room = (int)Math.Min(buffer.Length, limit - parser.BytesRead);
            int count = file.Read(buffer, 0, room);
            if (count == 0)
            {
                return;
            }

            parser.Push(buffer.AsSpan(0, count));
        }
    }

    /// <summary>Stops following the file.</summary>
    public void Dispose() => file.Dispose();
}
