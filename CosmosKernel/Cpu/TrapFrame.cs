using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>
/// The registers of whoever was interrupted, in the order in which the stack holds them: the last pushed comes first.
/// <see cref="Eip"/> and above are pushed by the processor (SDM vol. 3, 6.12.1), the rest by the entry code
/// (<c>Plugs/EntryCodePlug.cs</c>). FS and GS are not in it: the kernel never touches them, so they change at a task switch only.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct TrapFrame
{
    /// <summary>Bytes of a frame that came from ring 3.</summary>
    public const uint Size = 18 * 4;

    /// <summary>The tables that were in force; the exit loads them again.</summary>
    public uint Cr3;

    /// <summary>Extra data segment (low 16 bits).</summary>
    public uint Es;

    /// <summary>Data segment (low 16 bits).</summary>
    public uint Ds;

    /// <summary>EDI.</summary>
    public uint Edi;

    /// <summary>ESI.</summary>
    public uint Esi;

    /// <summary>EBP.</summary>
    public uint Ebp;

    /// <summary>What PUSHAD saw as ESP; POPAD skips it.</summary>
    public uint EntryEsp;

    /// <summary>EBX.</summary>
    public uint Ebx;

    /// <summary>EDX.</summary>
    public uint Edx;

    /// <summary>ECX.</summary>
    public uint Ecx;

    /// <summary>EAX.</summary>
    public uint Eax;

    /// <summary>
    /// Which entry of the interrupt descriptor table was taken, 0 to 255; of a system call, undefined, as is <see cref="ErrorCode"/>.
    /// </summary>
    public uint Vector;

    /// <summary>The processor's error code, or 0 where it pushes none.</summary>
    public uint ErrorCode;

    /// <summary>Next instruction; of a fault, the faulting one.</summary>
    public uint Eip;

    /// <summary>
    /// Code segment; its low two bits are the privilege level that was interrupted, but for virtual-8086 mode, where they mean nothing.
    /// </summary>
    public uint Cs;

    /// <summary>Flags.</summary>
    public uint Eflags;

    /// <summary>Stack pointer. Pushed, and so valid, only if the privilege level changed.</summary>
    public uint Esp;

    /// <summary>Stack segment. Pushed, and so valid, only if the privilege level changed.</summary>
    public uint Ss;
}
