using System.Runtime.InteropServices;

namespace CosmosKernel.Memory;

/// <summary>Sixteen bytes, moved as a whole: one XMM register; see <see cref="MemoryBlock"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SmallBlock
{
#pragma warning disable CS0169 // only moved as a whole
    private readonly ulong first;
    private readonly ulong second;
#pragma warning restore CS0169
}
