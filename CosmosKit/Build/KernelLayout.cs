namespace CosmosKit.Build;

/// <summary>Where a kernel is linked.</summary>
internal enum KernelLayout
{
    /// <summary>At 0xC0100000, above user space.</summary>
    High,

    /// <summary>At 0x00100000, where it is loaded.</summary>
    Low,
}
