namespace CosmosKernel.Cpu;

/// <summary>The part of physical memory that the kernel's window shows, whole and in order.</summary>
public static class DirectMap
{
    /// <summary>
    /// The first physical address that is not in it: 896 MB, as in Linux on i386. The window is a gigabyte; what is left of it is for
    /// mappings that are made at run time.
    /// </summary>
    public const uint Limit = 896u << 20;
}
