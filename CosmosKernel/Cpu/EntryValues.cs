using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>What the entry code must know of the task whose turn it is: a switch copies it from the task.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct EntryValues
{
    /// <summary>
    /// The CR3 that the kernel runs with for this task; 0: CR3 stays as it is, because the task's own directory has the kernel.
    /// </summary>
    public uint Cr3;

    /// <summary>The task's 512 bytes for FXSAVE, aligned to 16; kernel memory.</summary>
    public uint FxArea;
}
