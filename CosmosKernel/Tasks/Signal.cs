using CosmosKernel.Cpu;

namespace CosmosKernel.Tasks;

/// <summary>The signals that Linux sends for exceptions on i386. A task that dies of one has 128 + its number as its status.</summary>
internal static class Signal
{
    /// <summary>SIGILL.</summary>
    public const int IllegalInstruction = 4;

    /// <summary>SIGTRAP.</summary>
    public const int Trap = 5;

    /// <summary>SIGBUS.</summary>
    public const int BusError = 7;

    /// <summary>SIGFPE.</summary>
    public const int FloatingPoint = 8;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGSEGV.</summary>
    public const int SegmentationViolation = 11;

    /// <summary>SIGXCPU.</summary>
    public const int TimeLimit = 24;

    /// <summary>How many signals there are: 1 to 64.</summary>
    public const uint Count = 64;

    /// <summary>SIGKILL and SIGSTOP, which are neither blocked nor handled, as bits of a set.</summary>
    public const uint FinalMask = (1u << (Kill - 1)) | (1u << (Stop - 1));

    /// <summary>SEGV_MAPERR: nothing is there, as far as the program is concerned.</summary>
    public const uint NothingThere = 1;

    /// <summary>SEGV_ACCERR: something is there, and does not allow it.</summary>
    public const uint NotAllowed = 2;

    private const int Stop = 19;
    private const uint DivisionCode = 1; // FPE_INTDIV
    private const uint BreakpointCode = 1; // TRAP_BRKPT
    private const uint StepCode = 2; // TRAP_TRACE
    private const uint OperandCode = 2; // ILL_ILLOPN
    private const uint AlignmentCode = 1; // BUS_ADRALN
    private const uint FloatingDivisionCode = 3; // FPE_FLTDIV
    private const uint FloatingOverflowCode = 4; // FPE_FLTOVF
    private const uint FloatingUnderflowCode = 5; // FPE_FLTUND
    private const uint InexactCode = 6; // FPE_FLTRES
    private const uint InvalidCode = 7; // FPE_FLTINV
    private const uint KernelCode = 0x80; // SI_KERNEL

    /// <summary>Whether nothing can be done about a signal.</summary>
    /// <param name="signal">1 to 64.</param>
    /// <returns>True of SIGKILL and SIGSTOP.</returns>
    public static bool IsFinal(uint signal) => signal == Kill || signal == Stop;

    /// <summary>A signal as a bit of a set.</summary>
    /// <param name="signal">1 to 32.</param>
    /// <returns>One bit.</returns>
    public static uint Bit(int signal) => 1u << (signal - 1);

    /// <summary>The status of a task that a signal ended, as a shell shows it.</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>128 more.</returns>
    public static int Status(int signal) => 128 + signal;

    /// <summary>The signal for an exception.</summary>
    /// <param name="vector">0 to 31.</param>
    /// <returns>Its number.</returns>
    public static int Of(uint vector) => vector switch
    {
        ExceptionVector.DivideError or ExceptionVector.X87Error or ExceptionVector.SimdError => FloatingPoint,
        ExceptionVector.Debug or ExceptionVector.Breakpoint => Trap,
        ExceptionVector.InvalidOpcode => IllegalInstruction,
        ExceptionVector.SegmentNotPresent or ExceptionVector.StackFault or ExceptionVector.AlignmentCheck => BusError,
        _ => SegmentationViolation,
    };

    /// <summary>What <c>siginfo</c> says of an exception that is no page fault, as Linux has it.</summary>
    /// <param name="vector">0 to 31.</param>
    /// <param name="cause">
    /// Of #DB: DR6. Of #MF and #XM: the errors that were found and are not masked, in FSW's and MXCSR's bits 0 to 5. Of others, anything.
    /// </param>
    /// <returns>si_code.</returns>
    public static uint CodeOf(uint vector, uint cause) => vector switch
    {
        ExceptionVector.DivideError => DivisionCode,
        ExceptionVector.Debug => (cause & DebugRegisters.SingleStep) != 0 ? StepCode : BreakpointCode, // INT1 leaves DR6 as it was
        ExceptionVector.InvalidOpcode => OperandCode,
        ExceptionVector.AlignmentCheck => AlignmentCode,
        ExceptionVector.X87Error or ExceptionVector.SimdError => FloatingCodeOf(cause),
        _ => KernelCode,
    };

    /// <summary>Whether <c>siginfo</c> has the address of the instruction; where it has not, the address is 0.</summary>
    /// <param name="vector">0 to 31, but no page fault.</param>
    /// <returns>True if si_addr is EIP.</returns>
    public static bool NamesInstruction(uint vector) => vector is ExceptionVector.DivideError or ExceptionVector.Debug
        or ExceptionVector.InvalidOpcode or ExceptionVector.X87Error or ExceptionVector.SimdError;

    /// <summary>The first that Linux finds, if there are several (SDM vol. 1, 8.1.3.3 and 10.2.3: the order of the bits).</summary>
    private static uint FloatingCodeOf(uint errors) =>
        (errors & 0x01) != 0 ? InvalidCode
        : (errors & 0x04) != 0 ? FloatingDivisionCode
        : (errors & 0x08) != 0 ? FloatingOverflowCode
        : (errors & 0x12) != 0 ? FloatingUnderflowCode // or an operand that is denormal
        : InexactCode;
}
