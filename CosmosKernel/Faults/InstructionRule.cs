namespace CosmosKernel.Faults;

/// <summary>What an instruction needs that ring 3 does not have.</summary>
internal enum InstructionRule
{
    /// <summary>Nothing, or not known.</summary>
    None,

    /// <summary>CPL=0.</summary>
    LevelZero,

    /// <summary>CPL ≤ IOPL: CLI and STI (SDM vol. 2, CLI).</summary>
    IoPrivilegeLevel,

    /// <summary>CPL ≤ IOPL, or the port's bit in the TSS.</summary>
    PortPermission,

    /// <summary>CPL=0, or CR4.PCE=1: RDPMC (SDM vol. 2, RDPMC).</summary>
    CounterEnable,
}
