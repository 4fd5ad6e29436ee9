using System;
using System.IO;
using CosmosPaging.Lab.Host;

namespace CosmosPaging.Lab.Emulation;

/// <summary>
/// A machine's own temporary folder. The emulator runs inside it and knows its files by plain names only: QEMU takes commas and blanks
/// in a module's path for its own, and the kernel would read a path with an equals sign as a word for itself.
/// </summary>
public sealed class SessionFolder : IDisposable
{
    /// <summary>The name of the file that the emulator writes the guest's serial line to.</summary>
    public const string ConsoleName = "com1.txt";

    private const int RoomNeeded = 4096;

    /// <summary>Makes the folder.</summary>
    /// <exception cref="IOException">The system's temporary folder cannot be used.</exception>
    public SessionFolder()
    {
        Path = ToolFolder.MakeFolder();
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

    /// <summary>
    /// Makes sure that there is still room. An emulator that cannot write the guest's lines drops them without a word, and the guest would
    /// be blamed.
    /// </summary>
    /// <exception cref="IOException">There is none.</exception>
    public void RequireRoom()
    {
        string file = File("room");
        try
        {
            System.IO.File.WriteAllBytes(file, new byte[RoomNeeded]);
            System.IO.File.Delete(file);
        }
        catch (Exception cause) when (IsFull(cause))
        {
            throw new IOException($"the temporary folder {Path} is full, so the guest's lines may not be complete: {cause.Message}", cause);
        }
    }

    /// <summary>
    /// Whether a write failed for lack of room: a full disk, or a limit for the size of files, for which .NET has a name of its own.
    /// </summary>
    /// <param name="cause">What the write threw.</param>
    /// <returns>True if there is too little room, or it cannot be written at all.</returns>
    public static bool IsFull(Exception cause) => cause is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>Removes the folder.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // An emulator that was just killed may still be closing its files; the folder around this one goes with the process.
        }
    }
}
