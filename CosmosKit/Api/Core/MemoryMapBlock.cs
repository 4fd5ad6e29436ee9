namespace Cosmos.Core;

/// <summary>A range of physical addresses, and what is there.</summary>
public class MemoryMapBlock
{
    /// <summary>The first physical address.</summary>
    public ulong Address;

    /// <summary>How many bytes.</summary>
    public ulong Length;

    /// <summary>1: memory free to use; 3: ACPI's tables; all else: not to be touched.</summary>
    public uint Type;
}
