using System;

namespace CosmosKernel.Paging;

/// <summary>
/// What a mapping allows. Reading is allowed by being mapped at all; i386 has no other way. Each right has the bit that an entry has for
/// it, and that a page fault's error code has for who lacked it; <see cref="Execute"/>, which an entry has the other way round, that of the
/// error code.
/// </summary>
[Flags]
public enum PageRights
{
    /// <summary>Ring 0 reads, and executes where the format cannot forbid it.</summary>
    None = 0,

    /// <summary>R/W=1: writing.</summary>
    Write = 1 << 1,

    /// <summary>U/S=1: ring 3 too.</summary>
    User = 1 << 2,

    /// <summary>XD=0: executing. Two-level entries have no such bit: there everything that is mapped can be executed.</summary>
    Execute = 1 << 4,

    /// <summary>G=1: the translation survives a CR3 load (with CR4.PGE). Only for what is the same in all directories.</summary>
    Global = 1 << 8,
}
