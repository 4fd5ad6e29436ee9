using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace CosmosPaging.Tests.Layers;

/// <summary>
/// A tree of sources whose folders are layers. A folder's namespace is the tree's with the folder's name behind it, so a file that uses
/// something of another folder says so in a <c>using</c> line or in a qualified name; unused <c>using</c> lines do not build.
/// </summary>
/// <param name="root">The tree, as a path from the repository's root.</param>
/// <param name="rootNamespace">The namespace of files directly in it.</param>
/// <param name="table">All folders, lowest first.</param>
internal sealed partial class LayeredTree(string root, string rootNamespace, IReadOnlyList<Layer> table)
{
    /// <summary>The rows.</summary>
    public IReadOnlyList<Layer> Table => table;

    /// <summary>What is wrong with the table itself: a row that names one that does not stand above it.</summary>
    public IEnumerable<string> Disorder() =>
        table.SelectMany((layer, row) => layer.MayKnow
            .Where(known => !table.Take(row).Any(above => above.Folder == known))
            .Select(known => $"{layer.Folder} may know {known}, which no row above it is"));

    /// <summary>What the files do that the table does not allow, or what it allows for nothing.</summary>
    /// <param name="repository">The repository's root.</param>
    public IEnumerable<string> Differences(string repository)
    {
        string top = Path.Combine(repository, root);
        var files = Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(top, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Select(file => (Path: Path.GetRelativePath(top, file).Replace('\\', '/'), Text: File.ReadAllText(file)));
        return Differences(files);
    }

    /// <summary>As above, of files that are given.</summary>
    /// <param name="files">Path from the tree's root, with slashes; and content.</param>
    public IEnumerable<string> Differences(IEnumerable<(string Path, string Text)> files)
    {
        var used = new HashSet<(string From, string To)>();
        var found = new List<string>();
        foreach ((string path, string text) in files)
        {
            string folder = path.Contains('/', StringComparison.Ordinal)
                ? path[..path.IndexOf('/', StringComparison.Ordinal)]
                : string.Empty;
            if (table.FirstOrDefault(row => row.Folder == folder) is not { } layer)
            {
                found.Add($"{path}: the folder has no row in the table");
                continue;
            }

            if (NamespaceLine().Match(text) is { Success: true } line && line.Groups[1].Value != NamespaceOf(folder))
            {
                found.Add($"{path}: its namespace is {line.Groups[1].Value}, not {NamespaceOf(folder)}");
            }

            foreach (string known in FoldersNamed(text).Where(known => known != folder).Distinct())
            {
                used.Add((folder, known));
                if (!layer.MayKnow.Contains(known))
                {
                    found.Add($"{path}: {(folder.Length == 0 ? root : folder)} must not know {known}");
                }
            }
        }

        found.AddRange(table.SelectMany(row => row.MayKnow.Where(known => !used.Contains((row.Folder, known)))
            .Select(known => $"no file of {row.Folder} needs {known}: take it out of the table")));
        return found;
    }

    private string NamespaceOf(string folder) => folder.Length == 0 ? rootNamespace : rootNamespace + "." + folder;

    private IEnumerable<string> FoldersNamed(string text)
    {
        foreach (Layer row in table.Where(row => row.Folder.Length > 0))
        {
            string name = Regex.Escape(NamespaceOf(row.Folder));
            string shortName = Regex.Escape(row.Folder);
            // With a using, by its full name, or by the part of it that is enough beside it: Memory.Frame, cref="Memory.Frame".
            if (Regex.IsMatch(
                text,
                $@"^using (static |\w+ = )?{name}[;.]|(?<![\w.]){name}\.\w|cref=""{shortName}\.\w|[(<\s!]{shortName}\.[A-Z]\w*\.[A-Z]",
                RegexOptions.Multiline))
            {
                yield return row.Folder;
            }
        }
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
