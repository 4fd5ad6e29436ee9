using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>
/// What the entry code must know, at <see cref="Trampoline.Variables"/>: it may read no other memory before CR3 is right.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct TrampolineVariables
{
    /// <summary>What a reset leaves in MXCSR (SDM vol. 1, 10.2.3): all exceptions masked, rounding to nearest.</summary>
    public const uint ResetMxcsr = 0x1F80;

    /// <summary>
    /// What belongs to the task whose turn it is. While there is none, <see cref="EntryValues.Cr3"/> is what the kernel's own flow needs.
    /// </summary>
    public EntryValues Task;

    /// <summary>Where the kernel stack begins at each trap from ring 3.</summary>
    public uint KernelStackTop;

    /// <summary>MXCSR as compiled C# wants it: <see cref="ResetMxcsr"/>.</summary>
    public uint KernelMxcsr;

    /// <summary>The stack pointer of the kernel's own flow while tasks run; see <see cref="Ring3"/>.</summary>
    public uint SuspendedEsp;

    /// <summary>
    /// Who handles #UD of ring 0, on a processor that lacks instructions of the compiler's; see <see cref="EntryCode.UndefinedEntry"/>.
    /// </summary>
    public uint UndefinedHandler;
}
