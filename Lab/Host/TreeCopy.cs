using System;
using System.IO;
using System.Linq;

namespace CosmosPaging.Lab.Host;

/// <summary>A copy of the repository in a temporary folder, to be changed and built there. To dispose of it removes it.</summary>
public sealed class TreeCopy : IDisposable
{
    /// <summary>Copies the repository.</summary>
    /// <param name="tree">The repository.</param>
    /// <param name="leftOut">Names in its root that are not copied.</param>
    public TreeCopy(BuildTree tree, params string[] leftOut)
    {
        Root = Directory.CreateTempSubdirectory("cosmospaging-copy-").FullName;
        foreach (string entry in Directory.EnumerateFileSystemEntries(tree.Root).Where(entry => !leftOut.Contains(Path.GetFileName(entry))))
        {
            Copy(entry, Path.Combine(Root, Path.GetFileName(entry)));
        }
    }

    /// <summary>The copy's root.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A compiler that lives on may still have a file open; the system clears its temporary folder.
        }
    }

    private static void Copy(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            CopyFile(from, to);
            return;
        }

        Directory.CreateDirectory(to);
        foreach (string entry in Directory.EnumerateFileSystemEntries(from))
        {
            Copy(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }

    private static void CopyFile(string from, string to)
    {
        try
        {
            File.Copy(from, to);
        }
        catch (FileNotFoundException)
        {
            // It was another run's temporary file, which is gone by now.
        }
    }
}
