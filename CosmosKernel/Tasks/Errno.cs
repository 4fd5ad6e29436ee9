namespace CosmosKernel.Tasks;

/// <summary>Linux's error numbers on i386; a system call returns them negated.</summary>
public static class Errno
{
    /// <summary>EBADF: no such open file.</summary>
    public const int BadFile = 9;

    /// <summary>EFAULT: a pointer to what is not the task's.</summary>
    public const int Fault = 14;

    /// <summary>ENOSYS: no such system call.</summary>
    public const int NoSuchCall = 38;
}
