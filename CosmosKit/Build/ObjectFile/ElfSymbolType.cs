namespace CosmosKit.Build.ObjectFile;

/// <summary>What an ELF symbol names (STT_…).</summary>
internal enum ElfSymbolType : byte
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Data.</summary>
    Object = 1,

    /// <summary>Code.</summary>
    Function = 2,

    /// <summary>A section itself.</summary>
    Section = 3,
}
