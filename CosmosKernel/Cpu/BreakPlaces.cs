using System;

namespace CosmosKernel.Cpu;

/// <summary>Where <see cref="MagicBreak"/> can stop.</summary>
[Flags]
public enum BreakPlaces
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>When the kernel's own tables are in force, before anything runs.</summary>
    Start = 1,

    /// <summary>When a task is ready for its first turn.</summary>
    Task = 2,

    /// <summary>When a task's fault has been explained and logged, before anything is done about it.</summary>
    Fault = 4,
}
