namespace CosmosKit.Build.ObjectFile.CodeView;

/// <summary>Where a variable lives while some of its method's code runs.</summary>
/// <param name="Start">The offset of the first such instruction from the method's start.</param>
/// <param name="Length">How many bytes of code.</param>
/// <param name="Register">The register that holds it or its base, by DWARF's i386 numbering (0 EAX, 1 ECX, 2 EDX, 3 EBX, 4 ESP, …).</param>
/// <param name="MemoryOffset">Its offset in memory from the register; null if the register itself holds it.</param>
internal readonly record struct VariablePlace(uint Start, uint Length, byte Register, int? MemoryOffset);
