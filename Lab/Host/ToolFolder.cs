using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace CosmosPaging.Lab.Host;

/// <summary>
/// The one temporary folder of this process; all others lie in it. It is gone when the process has ended, even if that was killed: a shell
/// in a session of its own waits for the end of its standard input, which only this process holds open, and removes the folder. Should that
/// shell be killed, too, the next start of the tool finds the folder: its owner holds a lock on a file in it, which ends with the owner.
/// </summary>
public static class ToolFolder
{
    /// <summary>What the folders' names begin with.</summary>
    public const string Prefix = "cosmospaging-session-";

    /// <summary>The name of the locked file.</summary>
    public const string LockName = "owner";

    private const int Attempts = 5;
    private const string Remover = "trap '' HUP INT TERM; exec >/dev/null 2>&1; read -r _; rm -rf -- \"$0\"";

    private static readonly Lock Guard = new();
    private static string? path;
    private static FileStream? owner;
    private static Process? remover;
    private static int folders;

    /// <summary>Makes a folder of its own.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">The system's temporary folder cannot be used.</exception>
    public static string MakeFolder()
    {
        try
        {
            lock (Guard)
            {
                path ??= Make();
                return Directory.CreateDirectory(Path.Combine(path, $"{++folders}")).FullName;
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            string place = Path.GetTempPath();
            throw new IOException($"the temporary folder {place} cannot be used ({cause.Message}); TMPDIR can name another one", cause);
        }
    }

    /// <summary>Removes everything, at the end of the process.</summary>
    public static void Remove()
    {
        lock (Guard)
        {
            if (path is null)
            {
                return;
            }

            TryDelete(path);
            owner?.Dispose();
            remover?.StandardInput.Close();
            remover?.Dispose();
            path = null;
        }
    }

    /// <summary>Removes the folders of processes that have ended.</summary>
    /// <param name="place">The folder that they lie in.</param>
    public static void Sweep(string place)
    {
        foreach (string folder in Directory.EnumerateDirectories(place, Prefix + "*"))
        {
            string file = Path.Combine(folder, LockName);
            if (OpenedFile.KindOf(file) != FileKind.Regular)
            {
                continue;
            }

            try
            {
                using FileStream held = Hold(file, FileMode.Open);
                TryDelete(folder);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // Its owner lives, or is somebody else.
            }
        }
    }

    private static string Make()
    {
        Sweep(Path.GetTempPath());
        for (int attempt = 1; ; attempt++)
        {
            string made = Directory.CreateTempSubdirectory(Prefix).FullName;
            try
            {
                owner = Hold(Path.Combine(made, LockName), FileMode.CreateNew);
            }
            catch (IOException) when (attempt < Attempts && !File.Exists(Path.Combine(made, LockName)))
            {
                // Another process swept it away between the making of the file and the lock on it.
                continue;
            }
            catch (IOException)
            {
                TryDelete(made);
                throw;
            }

            StartRemover(made);
            return made;
        }
    }

    /// <summary>.NET's FileShare.None is an exclusive flock(2), which other processes see, and which ends with this one.</summary>
    private static FileStream Hold(string file, FileMode mode) => new(file, mode, FileAccess.ReadWrite, FileShare.None);

    private static void StartRemover(string folder)
    {
        ProcessStartInfo start = new("setsid", ["sh", "-c", Remover, folder]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        remover = Process.Start(start);
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // What remains, the remover or the next start finds.
        }
    }
}
