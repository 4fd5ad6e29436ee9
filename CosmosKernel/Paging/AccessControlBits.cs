using System;

namespace CosmosKernel.Paging;

/// <summary>The switches outside the tables that have a say in an access: bits of CR0, CR4, EFER and EFLAGS, and two of CPUID's.</summary>
[Flags]
internal enum AccessControlBits
{
    /// <summary>All off.</summary>
    None = 0,

    /// <summary>CR0.WP: supervisor-mode writes obey R/W=0.</summary>
    WriteProtect = 1 << 0,

    /// <summary>CR4.PSE: a two-level directory entry may map a 4 MB page. Without meaning under PAE.</summary>
    PageSizeExtensions = 1 << 1,

    /// <summary>EFER.NXE: XD=1 forbids fetches. Without it XD is a reserved bit.</summary>
    ExecuteDisable = 1 << 2,

    /// <summary>CR4.SMEP: supervisor mode does not fetch from user-mode pages.</summary>
    SupervisorExecutionPrevention = 1 << 3,

    /// <summary>CR4.SMAP: supervisor mode does not touch data in user-mode pages.</summary>
    SupervisorAccessPrevention = 1 << 4,

    /// <summary>EFLAGS.AC: lifts SMAP from what an instruction asks for.</summary>
    AlignmentCheck = 1 << 5,

    /// <summary>CPUID.01H:EDX.PAT: entries that map a page have a PAT bit. Without it that bit is reserved.</summary>
    PageAttributeTable = 1 << 6,

    /// <summary>CPUID.01H:EDX.PSE-36: a 4 MB page may lie above 4 GB, and bits 13 and up of its entry say where.</summary>
    WidePageSizeExtensions = 1 << 7,
}
