using System;

namespace CosmosKernel.Paging;

/// <summary>The error code that comes with a page fault (SDM vol. 3, 4.7).</summary>
[Flags]
internal enum PageFaultErrorCode : uint
{
    /// <summary>A read by ring 0 of something not mapped.</summary>
    None = 0,

    /// <summary>P: the page is mapped, and the access broke its rights. 0: some entry on the way had P=0.</summary>
    Protection = 1 << 0,

    /// <summary>W/R: it was a write.</summary>
    Write = 1 << 1,

    /// <summary>U/S: it was made at CPL 3.</summary>
    User = 1 << 2,

    /// <summary>RSVD: an entry on the way has a reserved bit set.</summary>
    ReservedBit = 1 << 3,

    /// <summary>I/D: it was an instruction fetch; reported only where XD or SMEP is in use.</summary>
    Fetch = 1 << 4,
}
