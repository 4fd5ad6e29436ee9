namespace CosmosKernel.Calls;

/// <summary>Linux's system call numbers on i386, as far as this kernel has them.</summary>
internal static class SystemCallNumber
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

    /// <summary>sysinfo(answer).</summary>
    public const uint SystemInformation = 116;

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

    /// <summary>
    /// Maps a area of the kernel's vmalloc area: vmalloc_map(pages). This and what follows is this kernel's own, far above Linux' numbers.
    /// </summary>
    public const uint VmallocMap = 0x1000;

    /// <summary>vmalloc_unmap(start).</summary>
    public const uint VmallocUnmap = 0x1001;

    /// <summary>vmalloc_read(address).</summary>
    public const uint VmallocRead = 0x1002;

    /// <summary>vmalloc_write(address, value).</summary>
    public const uint VmallocWrite = 0x1003;

    /// <summary>vmalloc_seal(address).</summary>
    public const uint VmallocSeal = 0x1004;

    /// <summary>vmalloc_write_alias(address, value).</summary>
    public const uint VmallocWriteAlias = 0x1005;

    /// <summary>address_space(): makes an address space and destroys it.</summary>
    public const uint AddressSpace = 0x1006;

    /// <summary>table_bytes(): the size of the caller's own paging structures.</summary>
    public const uint TableBytes = 0x1007;
}
