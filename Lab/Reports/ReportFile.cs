using System;
using System.IO;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Reports;

/// <summary>A file that appears whole or not at all: written beside its place, then moved there.</summary>
public sealed class ReportFile : IDisposable
{
    private readonly string destination;
    private readonly string written;
    private readonly FileStream stream;
    private bool kept;

    private ReportFile(string destination, string written, FileStream stream)
    {
        this.destination = destination;
        this.written = written;
        this.stream = stream;
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => stream;

    /// <summary>Looks whether a report could go somewhere, without making anything there.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>What is in its way; none if nothing is known to be.</returns>
    public static string? FindTrouble(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return "that is no file's name";
        }

        string full = Path.GetFullPath(path);
        return Directory.Exists(full) || Path.EndsInDirectorySeparator(full) ? $"{path} is a folder."
            : Directory.Exists(Path.GetDirectoryName(full)) ? null
            : $"there is no folder {Path.GetDirectoryName(full)}";
    }

    /// <summary>Makes sure that the file can be written, and begins to.</summary>
    /// <param name="path">The file's path. A symbolic link is followed; a device is written to and never replaced.</param>
    /// <returns>The file; nothing of it is visible before <see cref="Keep"/>.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static ReportFile Create(string path)
    {
        string full = Path.GetFullPath(path);
        if (IsDevice(full))
        {
            return new ReportFile(full, full, OpenedFile.Write(full));
        }

        string target = new FileInfo(full).LinkTarget is null
            ? full
            : File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        if (Directory.Exists(target) || Path.EndsInDirectorySeparator(target))
        {
            throw new IOException($"{path} is a folder.");
        }

        if (IsDevice(target))
        {
            return new ReportFile(target, target, OpenedFile.Write(target));
        }

        if (OpenedFile.KindOf(target) is not (FileKind.Regular or FileKind.Unknown))
        {
            throw new IOException($"{path} is no regular file, and is not replaced by one.");
        }

        string beside = $"{target}.{Guid.NewGuid():N}.part";
        return new ReportFile(target, beside, new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
    }

    /// <summary>The content is complete: the file takes its place.</summary>
    public void Keep()
    {
        stream.Dispose();
        if (written != destination)
        {
            File.Move(written, destination, overwrite: true);
        }

        kept = true;
    }

    /// <summary>Ends the writing; without <see cref="Keep"/> nothing remains.</summary>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
            if (!kept && written != destination)
            {
                File.Delete(written);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // What could not be written was told by whoever wrote it.
        }
    }

    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);
}
