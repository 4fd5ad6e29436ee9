namespace CosmosKernel.Calls;

/// <summary>Linux's error numbers on i386; a system call returns them negated.</summary>
internal static class Errno
{
    /// <summary>EPERM: not allowed to anybody without privilege.</summary>
    public const int NotPermitted = 1;

    /// <summary>ESRCH: no such process, or group of them.</summary>
    public const int NoProcess = 3;

    /// <summary>EBADF: no such open file.</summary>
    public const int BadFile = 9;

    /// <summary>ECHILD: no such child.</summary>
    public const int NoChild = 10;

    /// <summary>ENOMEM: no memory, or no room in the address space.</summary>
    public const int NoMemory = 12;

    /// <summary>EFAULT: a pointer to what is not the task's.</summary>
    public const int Fault = 14;

    /// <summary>EEXIST: something is there already.</summary>
    public const int Exists = 17;

    /// <summary>EINVAL: an argument makes no sense.</summary>
    public const int Invalid = 22;

    /// <summary>ENOSYS: no such system call.</summary>
    public const int NoSuchCall = 38;

    /// <summary>EOVERFLOW: an offset does not fit.</summary>
    public const int Overflow = 75;
}
