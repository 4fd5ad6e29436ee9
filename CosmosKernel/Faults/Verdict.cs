namespace CosmosKernel.Faults;

/// <summary>Why an access or an instruction was refused, or how it was mended. <see cref="VerdictText"/> has the words.</summary>
public enum Verdict
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>Mapped, but some level has U/S=0.</summary>
    SupervisorOnly,

    /// <summary>Not mapped in the directory in force, though the kernel's own has it.</summary>
    NotMappedHere,

    /// <summary>In the kernel's space, and mapped nowhere.</summary>
    KernelHole,

    /// <summary>In the task's space, and nothing was put there.</summary>
    UserHole,

    /// <summary>Page 0, which is never mapped.</summary>
    NullPointer,

    /// <summary>Below the stack's limit.</summary>
    StackLimit,

    /// <summary>A write where some level has R/W=0.</summary>
    ReadOnly,

    /// <summary>A fetch where some level has XD=1.</summary>
    NoExecute,

    /// <summary>An entry has a bit set that must be 0.</summary>
    ReservedBit,

    /// <summary>CR4.SMEP: a fetch with ring 0's rights from a page of ring 3's.</summary>
    Smep,

    /// <summary>CR4.SMAP: data of a page of ring 3's, with ring 0's rights.</summary>
    Smap,

    /// <summary>Demand page: the stack got another page; the program never notices.</summary>
    StackGrown,

    /// <summary>Demand page: the program touched a page of its own for the first time.</summary>
    DemandZero,

    /// <summary>A page that was shared since a fork was written: the writer has a copy of its own now.</summary>
    CopiedOnWrite,

    /// <summary>A page that had been shared since a fork was written by the last who had it: it is writable again.</summary>
    LastOwner,

    /// <summary>The kernel itself missed an entry that is newer than the task's directory, and copied it.</summary>
    KernelEntryCopied,

    /// <summary>The program was due a page, and memory was out.</summary>
    OutOfMemory,

    /// <summary>The program itself asked that nothing may be done there.</summary>
    NoAccess,

    /// <summary>A page that has not come yet, in a region that does not allow such an access.</summary>
    RegionForbids,

    /// <summary>The tables, walked now, do not give the error code that the processor pushed: it went by something older.</summary>
    StaleTranslation,

    /// <summary>An instruction that needs CPL 0; or IOPL, or CR4.PCE, which ring 3 is not given.</summary>
    PrivilegedInstruction,

    /// <summary>Port input or output beyond what IOPL and the permission map allow.</summary>
    PortForbidden,

    /// <summary>INT n to a gate that ring 3 may not use.</summary>
    GateForbidden,

    /// <summary>Some other rule of segmentation or of the instruction was broken.</summary>
    GeneralProtection,

    /// <summary>The return to ring 3 itself faulted.</summary>
    BadReturn,

    /// <summary>Ring 3 was in virtual-8086 mode, which the kernel never enters.</summary>
    Virtual8086,

    /// <summary>Division by zero, or a quotient too large.</summary>
    DivideError,

    /// <summary>Not an instruction.</summary>
    InvalidOpcode,

    /// <summary>int3, into, a single step: a trap that the program asked for.</summary>
    ProgramTrap,

    /// <summary>x87 or SSE reports an error that the program unmasked.</summary>
    FloatingPoint,

    /// <summary>An access to an address that is no multiple of its size, where the program has EFLAGS.AC set.</summary>
    Misaligned,

    /// <summary>#BR: BOUND, with an index that is out of bounds.</summary>
    BoundExceeded,

    /// <summary>#TS: IRET with EFLAGS.NT=1.</summary>
    NestedTask,

    /// <summary>#NP: a selector or a gate whose descriptor has P=0.</summary>
    SegmentNotPresent,

    /// <summary>#SS: beyond the limit of the stack segment, or a stack segment whose descriptor has P=0.</summary>
    StackSegment,

    /// <summary>Any other exception, none of which ring 3 can raise.</summary>
    OtherException,
}
