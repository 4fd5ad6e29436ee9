using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>One entry of the global descriptor table (SDM vol. 3, 3.4.5), as the hardware reads it.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly struct SegmentDescriptor
{
    private const byte PresentBit = 0x80;
    private const byte CodeOrData = 0x10;
    private const byte AccessedCode = 0x0B; // execute, read, accessed
    private const byte AccessedData = 0x03; // read, write, accessed
    private const byte AvailableTask = 0x09;
    private const byte LocalTableType = 0x02;
    private const byte PageGranular32 = 0xC0;

    private readonly ushort limitLow;
    private readonly ushort baseLow;
    private readonly byte baseMiddle;
    private readonly byte access;
    private readonly byte limitHighAndFlags;
    private readonly byte baseHigh;

    private SegmentDescriptor(uint baseAddress, uint limit, byte access, byte flags)
    {
        limitLow = (ushort)limit;
        baseLow = (ushort)baseAddress;
        baseMiddle = (byte)(baseAddress >> 16);
        this.access = access;
        limitHighAndFlags = (byte)(((limit >> 16) & 0x0F) | flags);
        baseHigh = (byte)(baseAddress >> 24);
    }

    /// <summary>A flat 4 GB code segment, already marked accessed, so that the processor never has to write to the table.</summary>
    /// <param name="privilegeLevel">0 or 3.</param>
    /// <returns>The descriptor.</returns>
    public static SegmentDescriptor Code(int privilegeLevel) =>
        new(0, 0xFFFFF, (byte)(PresentBit | (privilegeLevel << 5) | CodeOrData | AccessedCode), PageGranular32);

    /// <summary>A flat 4 GB data segment, already marked accessed.</summary>
    /// <param name="privilegeLevel">0 or 3.</param>
    /// <returns>The descriptor.</returns>
    public static SegmentDescriptor Data(int privilegeLevel) =>
        new(0, 0xFFFFF, (byte)(PresentBit | (privilegeLevel << 5) | CodeOrData | AccessedData), PageGranular32);

    /// <summary>A 32-bit task-state segment for CPL 0 only, not busy.</summary>
    /// <param name="linearAddress">Where the <see cref="TaskStateSegment"/> lies: in the trampoline, for it is read at every trap.</param>
    /// <returns>The descriptor.</returns>
    public static SegmentDescriptor Task(uint linearAddress) =>
        new(linearAddress, TaskStateSegment.Size - 1, PresentBit | AvailableTask, 0);

    /// <summary>A local descriptor table.</summary>
    /// <param name="linearAddress">Where it lies.</param>
    /// <param name="bytes">Its length, 1 to 64 KB.</param>
    /// <returns>The descriptor.</returns>
    public static SegmentDescriptor LocalTable(uint linearAddress, uint bytes) =>
        new(linearAddress, bytes - 1, PresentBit | LocalTableType, 0);
}
