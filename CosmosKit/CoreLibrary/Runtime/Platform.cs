using System.Runtime;
using System.Runtime.CompilerServices;

namespace Internal.Runtime;

/// <summary>What differs between a kernel and a program, in the assembler files of the kit's Runtime folder.</summary>
internal static unsafe class Platform
{
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "kit_write")]
    public static extern void Write(byte* text, int length);

    /// <summary>Never returns.</summary>
    [MethodImpl(MethodImplOptions.InternalCall)]
    [RuntimeImport("*", "kit_abort")]
    public static extern void Abort();
}
