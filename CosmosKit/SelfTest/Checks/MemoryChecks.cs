using System;
using System.Runtime.InteropServices;
using Cosmos.Core;
using Cosmos.Core.Memory;

namespace CosmosKit.SelfTest.Checks;

/// <summary>Raw memory and the kit's allocators.</summary>
public static unsafe class MemoryChecks
{
    private const uint Probe = 0xA5A5A5A5;

    /// <summary>Runs the checks.</summary>
    /// <param name="report">Where they go.</param>
    public static void Run(Report report)
    {
        report.Equal("size-of-explicit-struct", 12, sizeof(Register));
        report.Equal("explicit-layout", 0x1234u, new Register { Whole = 0x12345678 }.High);
        report.Equal("buffer-memory-copy", "1 1 2 3", Moved());
        report.Equal("pointer-arithmetic", 3u, PointerDifference());
        report.Equal("zero-fill", "165 0 0 0 165", ZeroFilled());

        var first = (uint)RAT.AllocPages(RAT.PageType.RAT, 3);
        uint before = RAT.FreePageCount;
        var second = (uint)RAT.AllocPages(RAT.PageType.RAT);
        report.Equal("pages-are-aligned", 0u, (first | second) % RAT.PageSize);
        report.Equal("pages-apart", true, second + RAT.PageSize <= first || first + (3 * RAT.PageSize) <= second);
        report.Equal("pages-counted", before - 1, RAT.FreePageCount);
        report.Equal("pages-are-memory", true, KeepsValues((uint*)first, 3 * RAT.PageSize / 4));
        report.Equal("pages-are-behind-the-image", true, first >= CPU.GetEndOfKernel());
        report.Equal("too-many-pages", true, RAT.AllocPages(RAT.PageType.RAT, RAT.FreePageCount + 1) == null);

        uint rest = RAT.FreePageCount - 64;
        var block = (uint*)RAT.AllocPages(RAT.PageType.RAT, rest);
        report.Equal("nearly-all-memory-in-one-block", true, block != null && rest > 8192);
        report.Equal("block-is-zeroed", true, IsZero(block, rest * (RAT.PageSize / 4)));
        report.Equal("objects-after-that", 1000, new int[1000].Length);
    }

    private static string Moved()
    {
        byte* bytes = stackalloc byte[4];
        bytes[0] = 1;
        bytes[1] = 2;
        bytes[2] = 3;
        bytes[3] = 4;
        Buffer.MemoryCopy(bytes, bytes + 1, 3, 3);
        return $"{bytes[0]} {bytes[1]} {bytes[2]} {bytes[3]}";
    }

    private static uint PointerDifference()
    {
        ulong* start = stackalloc ulong[4];
        return (uint)(&start[3] - start);
    }

    private static string ZeroFilled()
    {
        byte* bytes = stackalloc byte[5];
        for (int i = 0; i < 5; i++)
        {
            bytes[i] = 0xA5;
        }

        CPU.ZeroFill((uint)(bytes + 1), 3);
        return $"{bytes[0]} {bytes[1]} {bytes[2]} {bytes[3]} {bytes[4]}";
    }

    private static bool KeepsValues(uint* start, uint count)
    {
        bool keeps = IsZero(start, count);
        for (uint i = 0; i < count; i++)
        {
            start[i] = Probe + i;
        }

        for (uint i = 0; i < count; i++)
        {
            keeps &= start[i] == Probe + i;
        }

        return keeps;
    }

    private static bool IsZero(uint* start, uint count)
    {
        uint all = 0;
        for (uint i = 0; i < count; i++)
        {
            all |= start[i];
        }

        return all == 0;
    }

    [StructLayout(LayoutKind.Explicit, Size = 12)]
    private struct Register
    {
        [FieldOffset(0)]
        public uint Whole;

        [FieldOffset(2)]
        public ushort High;
    }
}
