using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace CosmosPaging.Lab.Host;

/// <summary>
/// System calls of Linux that .NET has no method for. Numbers and layouts are those of x86-64 and arm64 alike. Whoever calls them asks
/// first whether this is Linux, or the build fails (CA1416): what boots nothing works on other systems, too.
/// </summary>
[SupportedOSPlatform("linux")]
internal static unsafe partial class NativeCalls
{
    /// <summary><c>open</c>: read only.</summary>
    public const int ReadOnly = 0;

    /// <summary><c>open</c>: write only.</summary>
    public const int WriteOnly = 1;

    /// <summary><c>open</c>: a terminal does not become the tool's own.</summary>
    public const int NoControllingTerminal = 0x100;

    /// <summary><c>open</c>: do not wait for somebody at a FIFO's other end.</summary>
    public const int NonBlocking = 0x800;

    /// <summary><c>open</c>: programs that are started do not get the descriptor.</summary>
    public const int CloseOnExec = 0x80000;

    /// <summary><c>fcntl</c>: read the flags of an open file.</summary>
    public const int GetFlags = 3;

    /// <summary><c>fcntl</c>: set them.</summary>
    public const int SetFlags = 4;

    /// <summary><c>poll</c>: can be written to.</summary>
    public const short PollOut = 4;

    /// <summary>errno: a signal came.</summary>
    public const int Interrupted = 4;

    /// <summary>errno: it would have to wait.</summary>
    public const int TryAgain = 11;

    /// <summary>The signal of Ctrl-C.</summary>
    public const int InterruptSignal = 2;

    private const int AtCurrentFolder = -100;
    private const int AtEmptyPath = 0x1000;
    private const uint StatxType = 1;
    private const int StatxSize = 256;
    private const int StatxModeOffset = 28;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void ExitNow(int status);

    /// <summary>Waits until a descriptor can be written to, or is broken.</summary>
    public static void WaitForRoom(int descriptor)
    {
        PollEntry entry = new() { Descriptor = descriptor, Wanted = PollOut };
        Poll(&entry, 1, -1);
    }

    /// <summary>What kind of file a path or an open descriptor is.</summary>
    /// <param name="descriptor">An open file; none for a path.</param>
    /// <param name="path">The path, whose symbolic links are followed; empty for a descriptor.</param>
    /// <returns>The kind; <see cref="FileKind.Unknown"/> if it cannot be asked.</returns>
    public static FileKind KindOf(int? descriptor, string path)
    {
        byte* buffer = stackalloc byte[StatxSize];
        return Statx(descriptor ?? AtCurrentFolder, path, descriptor is null ? 0 : AtEmptyPath, StatxType, buffer) == 0
            ? (FileKind)(*(ushort*)(buffer + StatxModeOffset) >> 12)
            : FileKind.Unknown;
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(PollEntry* entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int descriptor, string path, int flags, uint mask, byte* buffer);

    private struct PollEntry
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }
}
