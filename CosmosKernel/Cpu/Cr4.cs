using System;

namespace CosmosKernel.Cpu;

/// <summary>The bits of CR4 that this kernel cares about (SDM vol. 3, 2.5).</summary>
[Flags]
public enum Cr4 : uint
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>PSE: a page-directory entry may map a 4 MB page (two-level paging).</summary>
    PageSizeExtensions = 1u << 4,

    /// <summary>PAE: 64-bit entries, three levels.</summary>
    PhysicalAddressExtension = 1u << 5,

    /// <summary>PGE: entries with G=1 survive a CR3 load.</summary>
    PageGlobalEnable = 1u << 7,

    /// <summary>OSFXSR: the system saves SSE state; without it SSE instructions are undefined.</summary>
    OsFxsr = 1u << 9,

    /// <summary>OSXMMEXCPT: SSE errors arrive as #XM.</summary>
    OsXmmExceptions = 1u << 10,

    /// <summary>SMEP: ring 0 does not execute user-mode pages.</summary>
    SupervisorExecutionPrevention = 1u << 20,

    /// <summary>SMAP: ring 0 does not touch data in user-mode pages, unless EFLAGS.AC is set.</summary>
    SupervisorAccessPrevention = 1u << 21,
}
