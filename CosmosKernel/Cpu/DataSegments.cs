using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>What FS and GS hold, in the order in which Linux keeps them in a signal's frame.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct DataSegments
{
    /// <summary>GS: a selector, or 0.</summary>
    public uint Gs;

    /// <summary>FS: a selector, or 0.</summary>
    public uint Fs;
}
