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

    /// <summary>The folders of the host's tool.</summary>
    public static LayeredTree Lab { get; } = new("Lab", "CosmosPaging.Lab",
    [
        new("Choices"),
        new("Debugging"),
        new("Guest"),
        new("Comparing", "Choices", "Guest"),
        new("Host", "Choices"),
        new("Discs", "Choices", "Host"),
        new("Inspection", "Guest"),
        new("Looping", "Host"),
        new("Policies", "Inspection"),
        new("Programs", "Host"),
        new("Qmp"),
        new("Watching", "Inspection", "Qmp"),
        new("Emulation", "Choices", "Guest", "Host", "Discs", "Inspection", "Qmp", "Watching"),
        new("Pictures", "Choices", "Guest", "Inspection", "Policies", "Emulation"),
        new("Running", "Choices", "Guest", "Emulation"),
        new("Attacks", "Choices", "Guest", "Host", "Programs", "Emulation", "Running"),
        new("Benching", "Choices", "Guest", "Emulation", "Running"),
        new("Logs", "Choices", "Guest", "Host", "Emulation", "Running"),
        new("Reports", "Guest", "Host", "Programs", "Pictures", "Running", "Attacks", "Benching"),
        new("Commands", "Choices", "Debugging", "Guest", "Comparing", "Host", "Discs", "Inspection", "Looping", "Programs", "Qmp",
            "Emulation", "Pictures", "Running", "Attacks", "Benching", "Logs", "Reports"),
        new("Verbs", "Choices", "Comparing", "Host", "Discs", "Attacks", "Reports", "Commands"),
        new("", "Host", "Reports", "Commands", "Verbs"),
    ]);

    /// <summary>All trees, by name.</summary>
    public static IReadOnlyDictionary<string, LayeredTree> Trees { get; } = new Dictionary<string, LayeredTree>
    {
        ["CosmosKernel"] = Kernel,
        ["Lab"] = Lab,
    };
}
