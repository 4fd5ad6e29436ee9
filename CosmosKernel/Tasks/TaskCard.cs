using System.Runtime.InteropServices;

namespace CosmosKernel.Tasks;

/// <summary>
/// What a debugger may want to know of a living task; a place on the <see cref="TaskBoard"/>. The kernel writes it and never reads it.
/// IL2CPU aligns a field to its size, up to the packing (Docs/Cosmos.md): without one it would put <see cref="Name"/> at 32, and not at 24.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public unsafe struct TaskCard
{
    /// <summary>Bytes for <see cref="Name"/>.</summary>
    public const int NameBytes = 40;

    /// <summary>The task's number; 0 if the place is free.</summary>
    public uint Pid;

    /// <summary>CR3 while the task itself runs.</summary>
    public uint Root;

    /// <summary>CR3 while the kernel runs for it.</summary>
    public uint KernelRoot;

    /// <summary>First byte of where the stack may be.</summary>
    public uint StackStart;

    /// <summary>Last byte of where the stack may be.</summary>
    public uint StackLast;

    /// <summary>Where the heap begins; below it is the program.</summary>
    public uint HeapStart;

    /// <summary>The name in ASCII, cut to fit, with a zero behind it.</summary>
    public fixed byte Name[NameBytes];
}
