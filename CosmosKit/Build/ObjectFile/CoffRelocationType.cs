namespace CosmosKit.Build.ObjectFile;

/// <summary>The kinds of relocation that a COFF object for i386 may hold (PE/COFF specification, "Type Indicators").</summary>
internal enum CoffRelocationType : ushort
{
    /// <summary>Nothing to do.</summary>
    Absolute = 0x0000,

    /// <summary>The target's 32-bit address.</summary>
    Dir32 = 0x0006,

    /// <summary>The target's address, counted from the image base.</summary>
    Dir32NB = 0x0007,

    /// <summary>The index of the target's section: debug information only.</summary>
    Section = 0x000A,

    /// <summary>The target's offset in its section: debug information only.</summary>
    SecRel = 0x000B,

    /// <summary>The distance from the end of the field to the target.</summary>
    Rel32 = 0x0014,
}
