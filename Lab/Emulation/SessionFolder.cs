using System;
using System.IO;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// A machine's own temporary folder. The emulator runs inside it and knows its files by plain names only: QEMU takes commas and blanks
/// in a module's path for its own, and the kernel would read a path with an equals sign as a word for itself.
/// </summary>
public sealed class SessionFolder : IDisposable
{
    /// <summary>The name of the file that the emulator writes the guest's serial line to.</summary>
    public const string ConsoleName = "com1.txt";

    /// <summary>Makes the folder.</summary>
    public SessionFolder()
    {
        Path = Directory.CreateTempSubdirectory("cosmospaging-").FullName;
    }

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in the folder.</summary>
    /// <param name="name">The file's name.</param>
    /// <returns>Its full path.</returns>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a file from elsewhere known under a plain name.</summary>
    /// <param name="name">The name in this folder.</param>
    /// <param name="target">The file.</param>
    public void Link(string name, string target) => System.IO.File.CreateSymbolicLink(File(name), System.IO.Path.GetFullPath(target));

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // An emulator that was just killed may still be closing its files; the system clears its temporary folder.
        }
    }
}
