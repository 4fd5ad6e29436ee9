namespace CosmosPaging.Lab.Inspection;

/// <summary>Where a processor stopped.</summary>
/// <param name="Eip">The next instruction.</param>
/// <param name="PrivilegeLevel">0 in the kernel, 3 in a task.</param>
/// <param name="Cr3">The tables in force.</param>
public readonly record struct StoppedAt(uint Eip, int PrivilegeLevel, uint Cr3);
