namespace CosmosKernel.Devices;

/// <summary>How a boot ended, as QEMU's debug-exit port is told. None of them can be the exit code of QEMU itself.</summary>
internal enum MachineOutcome : byte
{
    /// <summary>Every expectation held: exit code 33.</summary>
    Held = 0x10,

    /// <summary>Some expectation failed: exit code 35.</summary>
    Failed = 0x11,

    /// <summary>The kernel could not go on: exit code 37.</summary>
    Panic = 0x12,
}
