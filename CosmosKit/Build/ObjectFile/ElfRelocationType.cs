namespace CosmosKit.Build.ObjectFile;

/// <summary>The two relocations that i386 code needs (System V ABI, Intel386 supplement). Both keep the addend in the field.</summary>
internal enum ElfRelocationType : byte
{
    /// <summary>R_386_32: the target's address plus the addend.</summary>
    Absolute32 = 1,

    /// <summary>R_386_PC32: the target's address plus the addend, less the field's own address.</summary>
    PcRelative32 = 2,
}
