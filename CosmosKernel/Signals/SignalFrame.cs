using System.Runtime.InteropServices;
using CosmosKernel.Cpu;
using CosmosKernel.Tasks;

namespace CosmosKernel.Signals;

/// <summary>
/// What lies on the stack when a handler is called: Linux's <c>struct rt_sigframe</c> on i386, with <c>siginfo</c> and <c>ucontext</c> in
/// it. Above it, where <see cref="FloatingPoint"/> says, is the state of x87 and SSE.
/// </summary>
[StructLayout(LayoutKind.Explicit, Pack = 4)]
internal struct SignalFrame
{
    /// <summary>Where <c>siginfo</c> begins.</summary>
    public const uint InformationOffset = 16;

    /// <summary>Where the part of <c>siginfo</c> ends that a fault fills: behind <see cref="InformationAddress"/>.</summary>
    public const uint InformationEnd = InformationAddressOffset + sizeof(uint);

    /// <summary>Where <c>ucontext</c> begins.</summary>
    public const uint ContextOffset = 144;

    private const int InformationAddressOffset = 28;

    /// <summary>Where the handler returns to: the action's restorer.</summary>
    [FieldOffset(0)]
    public uint ReturnAddress;

    /// <summary>First argument: the signal.</summary>
    [FieldOffset(4)]
    public uint Signal;

    /// <summary>Second argument: the address of <c>siginfo</c>.</summary>
    [FieldOffset(8)]
    public uint Information;

    /// <summary>Third argument: the address of <c>ucontext</c>.</summary>
    [FieldOffset(12)]
    public uint Context;

    /// <summary>si_signo.</summary>
    [FieldOffset(16)]
    public uint InformationSignal;

    /// <summary>si_errno.</summary>
    [FieldOffset(20)]
    public uint InformationErrno;

    /// <summary>si_code.</summary>
    [FieldOffset(24)]
    public uint InformationCode;

    /// <summary>si_addr.</summary>
    [FieldOffset(InformationAddressOffset)]
    public uint InformationAddress;

    /// <summary>uc_flags.</summary>
    [FieldOffset(144)]
    public uint ContextFlags;

    /// <summary>uc_link.</summary>
    [FieldOffset(148)]
    public uint ContextLink;

    /// <summary>uc_stack.ss_sp.</summary>
    [FieldOffset(152)]
    public uint StackPointer;

    /// <summary>uc_stack.ss_flags: SS_DISABLE, there being no alternative stack.</summary>
    [FieldOffset(156)]
    public uint StackFlags;

    /// <summary>uc_stack.ss_size.</summary>
    [FieldOffset(160)]
    public uint StackBytes;

    /// <summary>GS and FS, the latter in the place of CR3 in <see cref="Registers"/>.</summary>
    [FieldOffset(164)]
    public DataSegments Segments;

    /// <summary>
    /// From ES on the registers, in the order in which PUSHAD and an exception leave them, here as there: ESP of the program is where
    /// PUSHAD had its own, trapno is the vector, err the processor's error code, unchanged, and ESP comes once more as esp_at_signal.
    /// </summary>
    [FieldOffset(168)]
    public TrapFrame Registers;

    /// <summary>Bits 31 to 16 of <see cref="Registers"/>' ES.</summary>
    [FieldOffset(174)]
    public ushort EsUpper;

    /// <summary>Of DS.</summary>
    [FieldOffset(178)]
    public ushort DsUpper;

    /// <summary>Of CS.</summary>
    [FieldOffset(226)]
    public ushort CsUpper;

    /// <summary>Of SS.</summary>
    [FieldOffset(238)]
    public ushort SsUpper;

    /// <summary>fpstate: the address of a <see cref="FloatingPointState"/>; 0 on the way back means the reset state.</summary>
    [FieldOffset(240)]
    public uint FloatingPoint;

    /// <summary>oldmask: the blocked signals 1 to 32, as in <see cref="BlockedLow"/>.</summary>
    [FieldOffset(244)]
    public uint OldMask;

    /// <summary>cr2: the address of the last page fault.</summary>
    [FieldOffset(248)]
    public uint Cr2;

    /// <summary>uc_sigmask: the blocked signals 1 to 32.</summary>
    [FieldOffset(252)]
    public uint BlockedLow;

    /// <summary>The blocked signals 33 to 64.</summary>
    [FieldOffset(256)]
    public uint BlockedHigh;

    /// <summary>Where Linux had its own restorer: <c>mov eax, 173; int 0x80</c>. Debuggers know a frame by these bytes.</summary>
    [FieldOffset(260)]
    public uint ReturnCode;

    /// <summary>Its other four bytes.</summary>
    [FieldOffset(264)]
    public uint ReturnCodeRest;
}
