using System;
using System.IO;
using System.Linq;

namespace CosmosPaging.Lab.Host;

/// <summary>Finds programs as a shell does.</summary>
public static class ProgramSearch
{
    /// <summary>Looks for a program.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="searchPath">The folders to look in, parted by colons.</param>
    /// <returns>Its full path; none if it is in none of the folders.</returns>
    public static string? Find(string program, string? searchPath) =>
        (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, program)))
            .FirstOrDefault(File.Exists);
}
