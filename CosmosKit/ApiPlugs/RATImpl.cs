using Cosmos.Core.Memory;
using IL2CPU.API.Attribs;

namespace Cosmos.Kit.Plugs;

/// <summary>What <see cref="RAT"/> asks of the core library, whose functions take their arguments in ECX and EDX.</summary>
[Plug(Target = typeof(RAT))]
public static class RATImpl
{
    /// <summary>Gives the core library the memory for objects.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="end">The byte after the last.</param>
    [PlugMethod(Assembler = typeof(SetHeapCode))]
    public static void SetHeap(uint start, uint end) => throw null!;

    /// <summary>Asks how much memory is left between objects and pages.</summary>
    /// <returns>A number of bytes.</returns>
    [PlugMethod(Assembler = typeof(FreeBytesCode))]
    public static uint FreeBytes() => throw null!;

    /// <summary>Takes memory from the end.</summary>
    /// <param name="size">How many bytes.</param>
    /// <returns>The first byte.</returns>
    [PlugMethod(Assembler = typeof(TakePagesCode))]
    public static uint TakePages(uint size) => throw null!;

    private sealed class SetHeapCode : Code
    {
        public SetHeapCode()
            : base("""
                extern kit_heap_set
                mov ecx, [ebp + 12]
                mov edx, [ebp + 8]
                call kit_heap_set
                """)
        {
        }
    }

    private sealed class FreeBytesCode : Code
    {
        public FreeBytesCode()
            : base("""
                extern kit_heap_free
                call kit_heap_free
                push eax
                """)
        {
        }
    }

    private sealed class TakePagesCode : Code
    {
        public TakePagesCode()
            : base("""
                extern kit_heap_take_end
                mov ecx, [ebp + 8]
                call kit_heap_take_end
                push eax
                """)
        {
        }
    }
}
