using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>
/// A 32-bit task-state segment (SDM vol. 3, 7.2.1). The kernel switches tasks in software, so of the main one the processor only
/// reads SS0:ESP0, the stack of a trap from ring 3. The double-fault task is a whole one: all its registers come from here.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
public struct TaskStateSegment
{
    /// <summary>Bytes that the processor reads.</summary>
    public const int Size = 104;

    /// <summary>Stack pointer for a trap into ring 0.</summary>
    [FieldOffset(4)]
    public uint Esp0;

    /// <summary>Stack segment for a trap into ring 0.</summary>
    [FieldOffset(8)]
    public uint Ss0;

    /// <summary>CR3 that a switch to this task loads.</summary>
    [FieldOffset(28)]
    public uint Cr3;

    /// <summary>Where the task goes on, or where it was when a task gate took over.</summary>
    [FieldOffset(32)]
    public uint Eip;

    /// <summary>Flags; bit 1 always reads as 1.</summary>
    [FieldOffset(36)]
    public uint Eflags;

    /// <summary>Stack pointer of the task.</summary>
    [FieldOffset(56)]
    public uint Esp;

    /// <summary>Frame pointer of the task.</summary>
    [FieldOffset(60)]
    public uint Ebp;

    /// <summary>Extra data segment.</summary>
    [FieldOffset(72)]
    public uint Es;

    /// <summary>Code segment.</summary>
    [FieldOffset(76)]
    public uint Cs;

    /// <summary>Stack segment.</summary>
    [FieldOffset(80)]
    public uint Ss;

    /// <summary>Data segment.</summary>
    [FieldOffset(84)]
    public uint Ds;

    /// <summary>Offset of the I/O permission map; beyond the limit means: no port is open to ring 3 (SDM vol. 1, 19.5.2).</summary>
    [FieldOffset(102)]
    public ushort IoMapBase;
}
