using System.Runtime.InteropServices;

namespace CosmosKernel.Cpu;

/// <summary>
/// Where a debugger finds what it wants to show, at <see cref="Trampoline.Signpost"/>: an address that every directory has, in every layout
/// and mapping. The kernel only writes it. Addresses of memory are physical, since where a mapping leaves the kernel out its linear ones
/// lead nowhere while a task runs. All fields are little-endian doublewords, in this order (Docs/Debugging.md).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct Signpost
{
    /// <summary>What <see cref="Magic"/> holds: the letters <c>CPSP</c>.</summary>
    public const uint MagicValue = 0x50535043;

    /// <summary><see cref="MagicValue"/> once the trampoline is furnished.</summary>
    public uint Magic;

    /// <summary>Bytes of a table entry: 4 is two-level paging, 8 is PAE.</summary>
    public uint EntryBytes;

    /// <summary>1 if bit 63 of an entry is XD, else 0.</summary>
    public uint HasExecuteDisable;

    /// <summary>CR3 of the kernel's own tables.</summary>
    public uint KernelRoot;

    /// <summary>Linear less physical address, in the kernel's window.</summary>
    public uint PageOffset;

    /// <summary>First byte of the kernel's window.</summary>
    public uint WindowStart;

    /// <summary>Last byte of the kernel's window.</summary>
    public uint WindowLast;

    /// <summary>First byte of the kernel's image, linear.</summary>
    public uint ImageStart;

    /// <summary>Last byte of the kernel's image, linear.</summary>
    public uint ImageLast;

    /// <summary>Bytes of physical memory that the kernel's window maps, counted from address 0.</summary>
    public uint MemoryBytes;

    /// <summary>
    /// Physical address of the board of tasks, an array of cards of <see cref="TaskCardBytes"/> each; 0 before the first run.
    /// </summary>
    public uint Tasks;

    /// <summary>How many cards there are; one whose first doubleword is 0 is free.</summary>
    public uint TaskCount;

    /// <summary>Physical address of the number of faults that were ever kept; 0 if there is no history.</summary>
    public uint FaultsWritten;

    /// <summary>Physical address of the first record of the history of faults, at its sequence number.</summary>
    public uint Faults;

    /// <summary>How many tasks are alive that have no card, the board having been full when they came.</summary>
    public uint TasksWithoutCard;

    /// <summary>
    /// Bytes of this structure. A tool that expects another size than it finds here, or in the next fields, is not of this kernel.
    /// </summary>
    public uint SignpostBytes;

    /// <summary>Bytes of a <see cref="TrapFrame"/> that came from ring 3; one lies at <see cref="Trampoline.TaskFrame"/>.</summary>
    public uint TrapFrameBytes;

    /// <summary>Bytes from one task's card to the next; 0 before the first run.</summary>
    public uint TaskCardBytes;

    /// <summary>Bytes from one record of the history of faults to the next; 0 if there is no history.</summary>
    public uint FaultRecordBytes;
}
