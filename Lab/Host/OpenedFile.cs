using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace CosmosPaging.Lab.Host;

/// <summary>
/// Opens files that a person named. Opening a FIFO waits for somebody at its other end, for ever if nobody comes, so nothing is opened
/// before it is known what it is; and it is asked again of the open file, since another program may put something else in its place in
/// between. Only on Linux: elsewhere .NET's own way of opening has to do.
/// </summary>
public static class OpenedFile
{
    /// <summary>Opens a file to read it: a regular one, or none.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="IOException">It is not there, may not be read, or is no regular file.</exception>
    public static FileStream Read(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.OpenRead(path);
        }

        FileKind kind = NativeCalls.KindOf(descriptor: null, path);
        if (kind is not (FileKind.Regular or FileKind.Unknown))
        {
            throw NotRegular(kind);
        }

        SafeFileHandle handle = Open(path, NativeCalls.ReadOnly);
        kind = NativeCalls.KindOf((int)handle.DangerousGetHandle(), "");
        if (kind != FileKind.Regular)
        {
            handle.Dispose();
            throw NotRegular(kind);
        }

        return new FileStream(handle, FileAccess.Read);
    }

    /// <summary>Opens what is there already, to write into it: a device, a pipe or a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="IOException">It is not there, may not be written, or is a pipe that nobody reads.</exception>
    public static FileStream Write(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }

        SafeFileHandle handle = Open(path, NativeCalls.WriteOnly);

        // Only the opening was not to wait.
        int descriptor = (int)handle.DangerousGetHandle();
        int flags = NativeCalls.Control(descriptor, NativeCalls.GetFlags, 0);
        NativeCalls.Control(descriptor, NativeCalls.SetFlags, flags & ~NativeCalls.NonBlocking);
        return new FileStream(handle, FileAccess.Write, bufferSize: 0);
    }

    /// <summary>What a path leads to.</summary>
    /// <param name="path">Any path.</param>
    /// <returns>Its kind; <see cref="FileKind.Unknown"/> if nothing is there.</returns>
    public static FileKind KindOf(string path) =>
        OperatingSystem.IsLinux() ? NativeCalls.KindOf(descriptor: null, path)
        : File.Exists(path) ? FileKind.Regular
        : Directory.Exists(path) ? FileKind.Folder
        : FileKind.Unknown;

    [SupportedOSPlatform("linux")]
    private static SafeFileHandle Open(string path, int access)
    {
        const int Flags = NativeCalls.NonBlocking | NativeCalls.CloseOnExec | NativeCalls.NoControllingTerminal;
        int descriptor = NativeCalls.Open(path, access | Flags, 0);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    private static IOException NotRegular(FileKind kind) => new(kind switch
    {
        FileKind.Folder => "it is a folder",
        FileKind.Fifo => "it is a FIFO, no regular file",
        FileKind.Socket => "it is a socket, no regular file",
        FileKind.CharacterDevice or FileKind.BlockDevice => "it is a device, no regular file",
        _ => "it is no regular file",
    });
}
