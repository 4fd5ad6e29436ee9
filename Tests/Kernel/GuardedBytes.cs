using System;
using System.Runtime.InteropServices;

namespace CosmosPaging.Tests.Kernel;

/// <summary>
/// Bytes that end where a page ends, with a page behind that cannot be touched: a parser that reads beyond its input kills the test
/// process instead of passing by luck.
/// </summary>
internal sealed unsafe class GuardedBytes : IDisposable
{
    private const int PageBytes = 4096;
    private const int ReadWrite = 3;
    private const int Nothing = 0;
    private const int PrivateAnonymous = 0x22;

    private readonly byte* map;
    private readonly nuint mapBytes;

    public GuardedBytes(ReadOnlySpan<byte> content)
    {
        int pages = (content.Length + PageBytes - 1) / PageBytes;
        mapBytes = (nuint)((pages + 1) * PageBytes);
        map = (byte*)MemoryMap(null, mapBytes, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)map == -1)
        {
            throw new InvalidOperationException("mmap failed");
        }

        Size = (uint)content.Length;
        Start = map + (pages * PageBytes) - content.Length;
        content.CopyTo(new Span<byte>(Start, content.Length));
        _ = MemoryProtect(map + (pages * PageBytes), PageBytes, Nothing);
    }

    public byte* Start { get; }

    public uint Size { get; }

    public void Dispose() => _ = MemoryUnmap(map, mapBytes);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern void* MemoryMap(void* address, nuint bytes, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int MemoryProtect(void* address, nuint bytes, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int MemoryUnmap(void* address, nuint bytes);
}
