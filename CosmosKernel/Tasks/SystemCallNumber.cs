namespace CosmosKernel.Tasks;

/// <summary>Linux's system call numbers on i386, as far as this kernel has them.</summary>
public static class SystemCallNumber
{
    /// <summary>exit(status).</summary>
    public const uint Exit = 1;

    /// <summary>write(fd, address, bytes).</summary>
    public const uint Write = 4;

    /// <summary>getpid().</summary>
    public const uint GetPid = 20;

    /// <summary>brk(end).</summary>
    public const uint Brk = 45;

    /// <summary>sched_yield().</summary>
    public const uint SchedYield = 158;

    /// <summary>exit_group(status).</summary>
    public const uint ExitGroup = 252;
}
