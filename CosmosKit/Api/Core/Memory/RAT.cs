using Cosmos.Core.Multiboot;
using IL2CPU.API.Attribs;

namespace Cosmos.Core.Memory;

/// <summary>
/// The pages of memory. Cosmos keeps a table of who owns which page; the kit hands pages out from the end of memory downwards,
/// while objects grow up from its start, and takes nothing back.
/// </summary>
public static unsafe class RAT
{
    /// <summary>The size of a page in bytes.</summary>
    public const uint PageSize = 4096;

    /// <summary>The first byte that objects and pages come from.</summary>
    public static byte* RamStart;

    /// <summary>The first byte after the memory for objects and pages.</summary>
    public static byte* HeapEnd;

    /// <summary>The size of the memory for objects and pages in bytes.</summary>
    public static uint RamSize;

    /// <summary>The same in pages.</summary>
    public static uint TotalPageCount;

    /// <summary>
    /// How many pages are neither handed out nor used for objects. As under Cosmos it changes when pages are taken: objects
    /// made since then are counted at the next <see cref="AllocPages"/>.
    /// </summary>
    public static uint FreePageCount;

    /// <summary>What a page is for. The kit does not distinguish.</summary>
    public enum PageType : byte
    {
        /// <summary>For nothing yet.</summary>
        Empty = 0,

        /// <summary>For objects that a garbage collector manages.</summary>
        GCManaged = 1,

        /// <summary>For small objects.</summary>
        HeapSmall = 3,

        /// <summary>For objects of middling size.</summary>
        HeapMedium = 5,

        /// <summary>For large objects.</summary>
        HeapLarge = 7,

        /// <summary>For a kernel's own use.</summary>
        RAT = 32,

        /// <summary>For the table of small objects.</summary>
        SMT = 64,

        /// <summary>The continuation of the page before.</summary>
        Extension = 128,
    }

    /// <summary>Hands out neighbouring pages, filled with zeros.</summary>
    /// <param name="aType">What they are for.</param>
    /// <param name="aPageCount">How many.</param>
    /// <returns>The first byte, at a multiple of <see cref="PageSize"/>; null if there are not so many.</returns>
    public static void* AllocPages(PageType aType, uint aPageCount = 1)
    {
        FreePageCount = FreeBytes() / PageSize;
        if (aPageCount == 0 || aPageCount > FreePageCount)
        {
            return null;
        }

        uint address = TakePages(aPageCount * PageSize);
        FreePageCount -= aPageCount;
        CPU.ZeroFill(address, aPageCount * PageSize);
        return (void*)address;
    }

    /// <summary>Finds the memory, from the boot information.</summary>
    internal static void Init()
    {
        ulong image = Multiboot2.ImageRange();
        uint pageOffset = Multiboot2.PageOffset();
        MemoryRun run = MemoryRun.Largest(
            (byte*)Multiboot2.GetMBIAddress(),
            Multiboot2.GetMBIAddress() - pageOffset,
            new MemoryRun((uint)image, (uint)(image >> 32)));

        RamStart = (byte*)(run.Start + pageOffset);
        HeapEnd = (byte*)(run.End + pageOffset);
        RamSize = run.End - run.Start;
        TotalPageCount = RamSize / PageSize;
        SetHeap((uint)RamStart, (uint)HeapEnd);
        FreePageCount = TotalPageCount;
    }

    [PlugMethod(PlugRequired = true)]
    private static void SetHeap(uint start, uint end) => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static uint FreeBytes() => throw null!;

    [PlugMethod(PlugRequired = true)]
    private static uint TakePages(uint size) => throw null!;
}
