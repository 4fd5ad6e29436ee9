using System.Runtime;

namespace Internal.Runtime;

/// <summary>
/// The memory that the platform's start-up code found: objects grow up from its start; a kernel's page allocator takes whole
/// pages from its end.
/// </summary>
internal static unsafe class Heap
{
    private static byte* s_next;
    private static byte* s_end;

    [RuntimeExport("kit_heap_set")]
    public static void Initialize(byte* start, byte* end)
    {
        s_next = start;
        s_end = end;
    }

    public static byte* Take(uint size)
    {
        if (size > s_end - s_next)
            Panic.Stop("OutOfMemoryException", "the heap is used up");

        byte* taken = s_next;
        s_next += size;
        return taken;
    }

    /// <summary>How much is left, in bytes.</summary>
    [RuntimeExport("kit_heap_free")]
    public static uint Free() => (uint)(s_end - s_next);

    /// <summary>Takes memory from the end; the caller has asked whether there is so much.</summary>
    [RuntimeExport("kit_heap_take_end")]
    public static byte* TakeEnd(uint size)
    {
        s_end -= size;
        return s_end;
    }
}
