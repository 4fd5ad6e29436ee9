using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>One entry of the interrupt descriptor table (SDM vol. 3, 6.11), as the hardware reads it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly struct GateDescriptor
{
    private const byte PresentBit = 0x80;
    private const byte InterruptGate32 = 0x0E;
    private const byte TaskGate = 0x05;

    private readonly ushort offsetLow;
    private readonly ushort selector;
    private readonly byte zero;
    private readonly byte access;
    private readonly ushort offsetHigh;

    private GateDescriptor(uint offset, ushort selector, byte access)
    {
        offsetLow = (ushort)offset;
        this.selector = selector;
        zero = 0;
        this.access = access;
        offsetHigh = (ushort)(offset >> 16);
    }

    /// <summary>Linear address of the first instruction; of a task gate, 0.</summary>
    public uint Offset => offsetLow | ((uint)offsetHigh << 16);

    /// <summary>A gate that enters ring 0 code with interrupts off.</summary>
    /// <param name="entry">Linear address of the first instruction.</param>
    /// <param name="callerPrivilegeLevel">
    /// The least privileged level that may name this vector in an <c>int n</c>: 0 or 3. Hardware interrupts and exceptions pass either
    /// way; <c>int 14</c> from ring 3 through a gate with 0 is a general-protection fault.
    /// </param>
    /// <returns>The descriptor.</returns>
    public static GateDescriptor Interrupt(uint entry, int callerPrivilegeLevel) =>
        new(entry, Selector.KernelCode, (byte)(PresentBit | (callerPrivilegeLevel << 5) | InterruptGate32));

    /// <summary>A gate that switches to a task of its own: other stack, other CR3, all registers from its TSS.</summary>
    /// <param name="taskSelector">Selector of that task's TSS descriptor.</param>
    /// <returns>The descriptor.</returns>
    public static GateDescriptor Task(ushort taskSelector) => new(0, taskSelector, PresentBit | TaskGate);
}
