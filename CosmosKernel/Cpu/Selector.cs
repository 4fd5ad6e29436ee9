namespace CosmosKernel.Cpu;

/// <summary>
/// The segment selectors of our descriptor table: index × 8 + requested privilege level (SDM vol. 3, 3.4.2). All segments are
/// flat: base 0, limit 4 GB. Protection is the page tables' business; segments carry the privilege level only.
/// </summary>
public static class Selector
{
    /// <summary>Ring 0 code. Cosmos' own value.</summary>
    public const ushort KernelCode = 0x08;

    /// <summary>Ring 0 data and stack. Cosmos' own value.</summary>
    public const ushort KernelData = 0x10;

    /// <summary>Ring 3 code.</summary>
    public const ushort UserCode = 0x18 | 3;

    /// <summary>Ring 3 data and stack.</summary>
    public const ushort UserData = 0x20 | 3;

    /// <summary>The task-state segment that names the entry stack.</summary>
    public const ushort Task = 0x28;

    /// <summary>The task-state segment of the double-fault task.</summary>
    public const ushort DoubleFaultTask = 0x30;

    /// <summary>Descriptors in the table, the null descriptor included.</summary>
    public const int Count = 7;

    /// <summary>The privilege level in a selector's low two bits.</summary>
    /// <param name="selector">Any selector; of CS it is the current privilege level.</param>
    /// <returns>0 to 3.</returns>
    public static uint PrivilegeLevel(uint selector) => selector & 3;
}
