using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;

namespace CosmosPaging.Lab.Programs;

/// <summary>The ustar archive that brings the programs into the machine (Docs/Abi.md §2).</summary>
public static class ProgramArchive
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>
    /// Writes an archive that holds the samples and the programs from outside, always the same bytes for the same content.
    /// </summary>
    /// <param name="samples">The archive of the samples.</param>
    /// <param name="outside">The programs from outside, in the order in which the kernel runs them.</param>
    /// <param name="destination">Where to write.</param>
    /// <exception cref="InvalidDataException">The samples' archive is no ustar archive.</exception>
    public static void Write(Stream samples, IEnumerable<OutsideProgram> outside, Stream destination)
    {
        using TarWriter writer = new(destination, TarEntryFormat.Ustar, leaveOpen: true);
        using TarReader reader = new(samples, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                writer.WriteEntry(Member(entry.Name, entry.DataStream ?? Stream.Null));
            }
        }

        foreach (OutsideProgram program in outside)
        {
            writer.WriteEntry(Member(program.MemberName, new MemoryStream(program.Content)));
        }
    }

    private static UstarTarEntry Member(string name, Stream content) => new(TarEntryType.RegularFile, name)
    {
        DataStream = content,
        Mode = Mode,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };
}
