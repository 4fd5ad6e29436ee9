using System.Runtime.InteropServices;

namespace CosmosKernel.Tasks;

/// <summary>What a program wants done at a signal: the kernel's <c>struct sigaction</c> of Linux on i386, 20 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct SignalAction
{
    /// <summary>SIG_DFL: the signal kills.</summary>
    public const uint Default = 0;

    /// <summary>SIG_IGN. A signal of a fault cannot be ignored: it still kills.</summary>
    public const uint Ignore = 1;

    /// <summary>SA_SIGINFO: the handler takes three arguments.</summary>
    public const uint TakesInformation = 0x00000004;

    /// <summary>SA_RESTORER: <see cref="Restorer"/> is given.</summary>
    public const uint HasRestorer = 0x04000000;

    /// <summary>SA_NODEFER: the signal is not blocked while its handler runs.</summary>
    public const uint NoDefer = 0x40000000;

    /// <summary>SA_RESETHAND: the handler is for one time.</summary>
    public const uint ResetHandler = 0x80000000;

    /// <summary>The handler's address, or <see cref="Default"/> or <see cref="Ignore"/>.</summary>
    public uint Handler;

    /// <summary>SA_… bits.</summary>
    public uint Flags;

    /// <summary>Where the handler returns to: code that calls <c>rt_sigreturn</c>.</summary>
    public uint Restorer;

    /// <summary>What is blocked besides while the handler runs: signals 1 to 32.</summary>
    public uint MaskLow;

    /// <summary>Signals 33 to 64.</summary>
    public uint MaskHigh;
}
