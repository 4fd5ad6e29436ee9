using System.Runtime.InteropServices;

namespace CosmosKernel.Calls;

/// <summary>What <c>sysinfo</c> answers: Linux's structure on i386. What this kernel does not have (uptime, loads, swap) is 0.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct SystemInformation
{
    /// <summary>All memory for tasks, in <see cref="Unit"/>s.</summary>
    [FieldOffset(16)]
    public uint Total;

    /// <summary>What of it is free.</summary>
    [FieldOffset(20)]
    public uint Free;

    /// <summary>How many tasks there are.</summary>
    [FieldOffset(40)]
    public ushort Tasks;

    /// <summary>Bytes in a unit of memory.</summary>
    [FieldOffset(52)]
    public uint Unit;
}
