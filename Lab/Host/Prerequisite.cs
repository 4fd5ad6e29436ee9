using System.IO;

namespace CosmosPaging.Lab.Host;

/// <summary>A program or file that must be there, and how to get it.</summary>
/// <param name="Wanted">The program's name, or the file's full path.</param>
/// <param name="Package">The Debian package that brings it.</param>
public sealed record Prerequisite(string Wanted, string Package)
{
    /// <summary>One line that says that it is missing, and how to get it.</summary>
    public string Advice => $"{Wanted} is missing; install it with: apt-get install -y --no-install-recommends {Package}";

    /// <summary>Whether it is there.</summary>
    /// <param name="searchPath">The folders to look for programs in, as the variable PATH gives them.</param>
    /// <returns>Whether nothing needs to be installed for it.</returns>
    public bool IsThere(string? searchPath) =>
        Path.IsPathRooted(Wanted) ? Path.Exists(Wanted) : ProgramSearch.Find(Wanted, searchPath) is not null;
}
