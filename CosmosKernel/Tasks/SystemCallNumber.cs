namespace CosmosKernel.Tasks;

/// <summary>Linux's system call numbers on i386, as far as this kernel has them.</summary>
public static class SystemCallNumber
{
    /// <summary>exit(status).</summary>
    public const uint Exit = 1;

    /// <summary>fork().</summary>
    public const uint Fork = 2;

    /// <summary>write(fd, address, bytes).</summary>
    public const uint Write = 4;

    /// <summary>waitpid(pid, status, options).</summary>
    public const uint WaitPid = 7;

    /// <summary>getpid().</summary>
    public const uint GetPid = 20;

    /// <summary>brk(end).</summary>
    public const uint Brk = 45;

    /// <summary>getppid().</summary>
    public const uint GetParentPid = 64;

    /// <summary>munmap(address, bytes).</summary>
    public const uint Unmap = 91;

    /// <summary>mprotect(address, bytes, protection).</summary>
    public const uint Protect = 125;

    /// <summary>sched_yield().</summary>
    public const uint SchedYield = 158;

    /// <summary>rt_sigreturn().</summary>
    public const uint SignalReturn = 173;

    /// <summary>rt_sigaction(signal, new, old, bytes of a set).</summary>
    public const uint SignalAction = 174;

    /// <summary>rt_sigprocmask(how, new, old, bytes of a set).</summary>
    public const uint SignalMask = 175;

    /// <summary>mmap2(address, bytes, protection, flags, fd, page offset).</summary>
    public const uint Map = 192;

    /// <summary>exit_group(status).</summary>
    public const uint ExitGroup = 252;
}
