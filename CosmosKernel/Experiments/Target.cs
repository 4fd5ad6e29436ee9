namespace CosmosKernel.Experiments;

/// <summary>
/// An address that an experiment is about, by what is there. The kernel finds the number and passes it to the program as an argument.
/// </summary>
public enum Target
{
    /// <summary>None: the program needs no address.</summary>
    None,

    /// <summary>Where the kernel's image begins.</summary>
    KernelImage,

    /// <summary>The kernel's code.</summary>
    KernelText,

    /// <summary>The kernel's writable data.</summary>
    KernelData,

    /// <summary>An object on the kernel's heap: a segment descriptor.</summary>
    KernelHeap,

    /// <summary>The kernel stack.</summary>
    KernelStack,

    /// <summary>The unmapped page under the kernel stack.</summary>
    GuardPage,

    /// <summary>A place in the kernel's window, beyond all RAM.</summary>
    KernelHole,

    /// <summary>The interrupt descriptor table, in the trampoline.</summary>
    InterruptTable,

    /// <summary>The global descriptor table, in the trampoline.</summary>
    GlobalTable,

    /// <summary>A page in user space where nothing is.</summary>
    UserHole,

    /// <summary>The page of the program <c>secret</c>.</summary>
    NeighboursPage,

    /// <summary>The last page of linear space, so that a area of some length wraps round.</summary>
    Top,

    /// <summary>The first area that the kernel maps in its vmalloc area.</summary>
    Vmalloc,

    /// <summary>Two pages before a gigabyte of user space ends in whose successor there is nothing yet, not even the stack.</summary>
    EndOfGigabyte,

    /// <summary>Page 0.</summary>
    Null,
}
