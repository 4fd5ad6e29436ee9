using System;

namespace CosmosKit.Build.ObjectFile;

/// <summary>What a section is for at run time (SHF_…).</summary>
[Flags]
internal enum ElfSectionFlags : uint
{
    /// <summary>Not loaded: debug information.</summary>
    None = 0,

    /// <summary>The program may write to it.</summary>
    Write = 1,

    /// <summary>It is loaded.</summary>
    Allocate = 2,

    /// <summary>It holds instructions.</summary>
    Execute = 4,
}
