using System.Runtime.InteropServices;

namespace CosmosKernel.Output;

/// <summary>
/// A task as one who writes lines to the log. A part of something in kernel memory that does not move: so it is passed by its address.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct LineWriter
{
    /// <summary>The task's number.</summary>
    public int Pid;

    /// <summary>1 while another writer has broken this one's line off, so that its next byte goes on with it.</summary>
    public uint IsBrokenOff;
}
