using System;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Programs;

/// <summary>A program that is not one of the samples, to be run by the kernel in every variant.</summary>
/// <param name="Name">The name that the kernel will know it by.</param>
/// <param name="Content">The file's bytes. Whether they are a program at all, the kernel judges.</param>
public sealed record OutsideProgram(string Name, byte[] Content)
{
    /// <summary>The longest name, so that the archive's member name stays within ustar's 100 characters.</summary>
    public const int LongestName = 80;

    /// <summary>The largest file: half of the machine's memory, since the kernel must hold it and what it loads from it.</summary>
    public const int LargestFile = 24 << 20;

    /// <summary>The archive folder of the programs from outside.</summary>
    public const string Folder = "user/";

    private const string Extension = ".elf";

    /// <summary>The name of its member in the archive.</summary>
    public string MemberName => $"{Folder}{Name}{Extension}";

    /// <summary>Reads a program.</summary>
    /// <param name="path">The file's path; the name is the file's, less <c>.elf</c>.</param>
    /// <returns>The program.</returns>
    /// <exception cref="UnusableProgramException">It cannot be read, is too large, or its name cannot be used.</exception>
    public static OutsideProgram Read(string path)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            name = name[..^Extension.Length];
        }

        if (Directory.Exists(path))
        {
            throw new UnusableProgramException($"{path}: it is a folder");
        }

        if (name.Length is 0 or > LongestName || !name.All(IsSane))
        {
            throw new UnusableProgramException(
                $"{path}: a program's name must be 1 to {LongestName} letters, digits, '.', '_' or '-', and not begin with '-' or '.'");
        }

        if (name[0] is '-' or '.')
        {
            throw new UnusableProgramException($"{path}: a program's name must not begin with '{name[0]}'");
        }

        return new OutsideProgram(name, ReadContent(path));
    }

    private static bool IsSane(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';

    private static byte[] ReadContent(string path)
    {
        try
        {
            using FileStream file = OpenedFile.Read(path);
            using MemoryStream content = new();
            byte[] buffer = new byte[64 * 1024];
            int count;
            while ((count = file.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, count);
                if (content.Length > LargestFile)
                {
                    throw new UnusableProgramException($"{path}: it is larger than {LargestFile >> 20} MB, too large for the machine");
                }
            }

            return content.ToArray();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new UnusableProgramException($"{path}: {cause.Message}", cause);
        }
    }
}
