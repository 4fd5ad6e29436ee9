using System.Collections.Generic;

namespace CosmosPaging.Tests.Layers;

/// <summary>Which folder may know which. A row names only rows above it, so there is no cycle, and a reader can begin at the top.</summary>
internal static class Layering
{
    /// <summary>The kernel's folders.</summary>
    public static LayeredTree Kernel { get; } = new("CosmosKernel", "CosmosKernel",
    [
        new("Cpu"),
        new("Plugs", "Cpu"),
        new("Memory"),
        new("Devices", "Cpu"),
        new("Output", "Cpu", "Memory", "Devices"),
        new("Paging", "Cpu", "Memory"),
        new("Mappings", "Cpu", "Memory", "Output", "Paging"),
        new("Faults", "Cpu", "Memory", "Output", "Paging"),
        new("Tasks", "Cpu", "Memory", "Output", "Paging", "Faults"),
        new("TaskMemory", "Memory", "Paging", "Mappings", "Tasks"),
        new("Scheduling", "Cpu", "Memory", "Devices", "Output", "Mappings", "Faults", "Tasks", "TaskMemory"),
        new("Signals", "Cpu", "Memory", "Paging", "Tasks", "Scheduling"),
        new("Calls", "Cpu", "Memory", "Output", "Paging", "Mappings", "Faults", "Tasks", "TaskMemory", "Scheduling", "Signals"),
        new("Programs", "Cpu", "Memory", "Devices", "Output", "Paging", "Mappings", "Tasks", "TaskMemory", "Scheduling"),
        new("Traps", "Cpu", "Memory", "Devices", "Output", "Paging", "Mappings", "Faults", "Tasks", "TaskMemory", "Scheduling",
            "Signals", "Calls"),
        new("Invariants", "Cpu", "Memory", "Output", "Paging", "Mappings", "Scheduling"),
        new("Boot", "Cpu", "Memory", "Devices", "Output", "Paging", "Mappings", "Faults", "Programs", "Invariants"),
        new("Experiments", "Cpu", "Memory", "Devices", "Output", "Paging", "Mappings", "Faults", "Tasks", "Scheduling", "Programs",
            "Invariants"),
        new("Screen", "Cpu", "Memory", "Devices", "Output", "Paging", "Mappings", "Faults", "Tasks", "Scheduling", "Experiments"),
        new("Sweep", "Cpu", "Memory", "Output", "Paging", "Mappings", "Tasks", "Scheduling", "Traps"),
        new("", "Cpu", "Memory", "Devices", "Output", "Paging", "Mappings", "Faults", "Programs", "Traps", "Invariants", "Boot",
            "Experiments", "Screen", "Sweep"),
    ]);

    /// <summary>All trees, by name.</summary>
    public static IReadOnlyDictionary<string, LayeredTree> Trees { get; } = new Dictionary<string, LayeredTree>
    {
        ["CosmosKernel"] = Kernel,
    };
}
