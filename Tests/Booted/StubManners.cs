using System;

namespace CosmosPaging.Tests.Booted;

/// <summary>What a stub for gdb can do that is not in gdb's own protocol.</summary>
[Flags]
internal enum StubManners
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>QEMU's packet that makes memory accesses physical.</summary>
    PhysicalPacket = 1,

    /// <summary>VMware's <c>monitor r cr3</c>.</summary>
    MonitorTellsCr3 = 2,

    /// <summary>VMware's <c>monitor phys</c> and <c>monitor virt</c>.</summary>
    MonitorSwitchesToPhysical = 4,
}
