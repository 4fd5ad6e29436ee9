using CosmosKernel.Cpu;

namespace CosmosKernel.Faults;

/// <summary>The signals that Linux sends for exceptions on i386. A task that dies of one has 128 + its number as its status.</summary>
public static class Signal
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
}
