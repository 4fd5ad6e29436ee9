namespace CosmosKernel.Tasks;

/// <summary>Linux's error numbers on i386; a system call returns them negated.</summary>
public static class Errno
{
    /// <summary>EBADF: no such open file.</summary>
    public const int BadFile = 9;

    /// <summary>ENOMEM: memory, or the space for it, is out.</summary>
    public const int OutOfMemory = 12;

    /// <summary>EFAULT: a pointer to what is not the task's.</summary>
    public const int Fault = 14;

    /// <summary>EINVAL: an argument that means nothing.</summary>
    public const int InvalidArgument = 22;

    /// <summary>ENOSYS: no such system call.</summary>
    public const int NoSuchCall = 38;
}
