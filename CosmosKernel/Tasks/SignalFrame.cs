using System.Runtime.InteropServices;

namespace CosmosKernel.Tasks;

/// <summary>
/// What lies on the stack when a handler is called: Linux's <c>struct rt_sigframe</c> on i386, with <c>siginfo</c> and <c>ucontext</c> in it.
/// Above it, where <see cref="FloatingPoint"/> says, is the state of x87 and SSE.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 268)]
public struct SignalFrame
{
    /// <summary>Where <c>siginfo</c> begins.</summary>
    public const uint InformationOffset = 16;

    /// <summary>Where <c>ucontext</c> begins.</summary>
    public const uint ContextOffset = 144;

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
    [FieldOffset(28)]
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

    /// <summary>GS.</summary>
    [FieldOffset(164)]
    public uint Gs;

    /// <summary>FS.</summary>
    [FieldOffset(168)]
    public uint Fs;

    /// <summary>ES.</summary>
    [FieldOffset(172)]
    public uint Es;

    /// <summary>DS.</summary>
    [FieldOffset(176)]
    public uint Ds;

    /// <summary>EDI.</summary>
    [FieldOffset(180)]
    public uint Edi;

    /// <summary>ESI.</summary>
    [FieldOffset(184)]
    public uint Esi;

    /// <summary>EBP.</summary>
    [FieldOffset(188)]
    public uint Ebp;

    /// <summary>ESP.</summary>
    [FieldOffset(192)]
    public uint Esp;

    /// <summary>EBX.</summary>
    [FieldOffset(196)]
    public uint Ebx;

    /// <summary>EDX.</summary>
    [FieldOffset(200)]
    public uint Edx;

    /// <summary>ECX.</summary>
    [FieldOffset(204)]
    public uint Ecx;

    /// <summary>EAX.</summary>
    [FieldOffset(208)]
    public uint Eax;

    /// <summary>trapno: the exception's vector.</summary>
    [FieldOffset(212)]
    public uint TrapNumber;

    /// <summary>err: the processor's error code, unchanged.</summary>
    [FieldOffset(216)]
    public uint ErrorCode;

    /// <summary>EIP.</summary>
    [FieldOffset(220)]
    public uint Eip;

    /// <summary>CS.</summary>
    [FieldOffset(224)]
    public uint Cs;

    /// <summary>EFLAGS.</summary>
    [FieldOffset(228)]
    public uint Eflags;

    /// <summary>esp_at_signal: ESP again.</summary>
    [FieldOffset(232)]
    public uint EspAtSignal;

    /// <summary>SS.</summary>
    [FieldOffset(236)]
    public uint Ss;

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
