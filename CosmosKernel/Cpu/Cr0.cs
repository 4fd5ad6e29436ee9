using System;

namespace CosmosKernel.Cpu;

/// <summary>The bits of CR0 that this kernel cares about (SDM vol. 3, 2.5).</summary>
[Flags]
public enum Cr0 : uint
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>MP: with TS set, WAIT traps too.</summary>
    MonitorCoprocessor = 1u << 1,

    /// <summary>EM: x87 and SSE instructions trap.</summary>
    Emulation = 1u << 2,

    /// <summary>NE: x87 errors arrive as #MF and not as an external interrupt.</summary>
    NumericError = 1u << 5,

    /// <summary>WP: a supervisor write obeys R/W=0 as a user's does.</summary>
    WriteProtect = 1u << 16,

    /// <summary>AM: where EFLAGS.AC is set, misaligned data of ring 3 is a fault, #AC. Ring 0 is never checked.</summary>
    AlignmentMask = 1u << 18,

    /// <summary>PG: linear addresses are translated.</summary>
    Paging = 1u << 31,
}
