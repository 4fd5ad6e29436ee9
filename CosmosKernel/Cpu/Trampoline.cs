namespace CosmosKernel.Cpu;

/// <summary>
/// The one part of the kernel that is mapped wherever a task runs, under each mapping: what the processor itself needs
/// to get from ring 3 into the kernel and back. It is the top 4 MB of linear space, and all of it is supervisor-only:
/// <code>
///   FFC0_0000   variables, GDT, both TSSs, the signpost         RW
///   FFC0_1000   IDT                                             R
///   FFC0_2000   entry code                                      RX
///   FFC0_3000   (not mapped: below the entry stack)
///   FFC0_4000   entry stack; a task's frame lies at its top     RW
///   FFC0_5000   (not mapped, up to 4 GB)
/// </code>
/// These are the rights at these addresses. The frames are RAM like any other, so ring 0 can write them through the kernel's window, too.
/// </summary>
public static class Trampoline
{
    /// <summary>First address of the 4 MB.</summary>
    public const uint Base = 0xFFC00000;

    /// <summary>The entry code's variables; see <see cref="TrampolineVariables"/>.</summary>
    public const uint Variables = Base;

    /// <summary>The global descriptor table.</summary>
    public const uint GlobalTable = Base + 0x100;

    /// <summary>The task-state segment in use.</summary>
    public const uint TaskState = Base + 0x200;

    /// <summary>The task-state segment of the double-fault task.</summary>
    public const uint DoubleFaultTaskState = Base + 0x300;

    /// <summary>What a debugger looks for first; see <see cref="Cpu.Signpost"/>.</summary>
    public const uint Signpost = Base + 0x400;

    /// <summary>The interrupt descriptor table.</summary>
    public const uint InterruptTable = Base + 0x1000;

    /// <summary>Where the entry code is copied to.</summary>
    public const uint Code = Base + 0x2000;

    /// <summary>End of the page for the entry code.</summary>
    public const uint CodeEnd = Base + 0x3000;

    /// <summary>Lowest address of the entry stack.</summary>
    public const uint Stack = Base + 0x4000;

    /// <summary>End of the entry stack: what TSS.ESP0 holds.</summary>
    public const uint StackTop = Base + 0x5000;

    /// <summary>
    /// Where the frame of the running task lies during a trap: the processor starts pushing at <see cref="StackTop"/> each time
    /// it comes from ring 3, so the place is always the same.
    /// </summary>
    public const uint TaskFrame = StackTop - TrapFrame.Size;

    /// <summary>Vectors that have an entry stub: the exceptions and the two interrupt controllers' sixteen lines.</summary>
    public const int HardwareVectors = 48;

    /// <summary>The vector of the system call gate, <c>int 0x80</c>; its stub comes after the hardware's.</summary>
    public const int SystemCallVector = 0x80;

    /// <summary>Bytes from one vector's stub to the next.</summary>
    public const int StubSize = 16;

    /// <summary>Where the stub of a vector lies.</summary>
    /// <param name="vector">Below <see cref="HardwareVectors"/>, or <see cref="SystemCallVector"/>.</param>
    /// <returns>A linear address.</returns>
    public static uint Stub(int vector) =>
        Code + ((uint)(vector == SystemCallVector ? HardwareVectors : vector) * StubSize);
}
