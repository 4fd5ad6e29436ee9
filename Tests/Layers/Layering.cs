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

    /// <summary>The folders of the host's tool: from words and files, through machines and boots, to what a person asks for.</summary>
    public static LayeredTree Lab { get; } = new("Lab", "CosmosPaging.Lab",
    [
        new("Choices"),
        new("Host", "Choices"),
        new("Guest"),
        new("Discs", "Choices", "Host"),
        new("Programs", "Host"),
        new("Inspection", "Guest"),
        new("Watching", "Inspection"),
        new("Emulation", "Choices", "Host", "Guest", "Discs", "Inspection", "Watching"),
        new("Running", "Choices", "Guest", "Emulation"),
        new("Logs", "Choices", "Host", "Guest", "Emulation", "Running"),
        new("Policies", "Inspection"),
        new("Pictures", "Choices", "Guest", "Inspection", "Emulation", "Policies"),
        new("Attacks", "Choices", "Host", "Guest", "Programs", "Emulation", "Running"),
        new("Benching", "Choices", "Guest", "Emulation", "Running"),
        new("Comparing", "Choices", "Guest"),
        new("Looping", "Host"),
        new("Debugging"),
        new("Reports", "Host", "Guest", "Programs", "Running", "Pictures", "Attacks", "Benching"),
        new("Commands", "Choices", "Host", "Guest", "Discs", "Programs", "Inspection", "Emulation", "Running", "Logs", "Pictures",
            "Attacks", "Benching", "Comparing", "Looping", "Debugging", "Reports"),
        new("Verbs", "Choices", "Host", "Discs", "Attacks", "Comparing", "Reports", "Commands"),
        new("", "Host", "Reports", "Commands", "Verbs"),
    ]);

    /// <summary>All trees, by name.</summary>
    public static IReadOnlyDictionary<string, LayeredTree> Trees { get; } = new Dictionary<string, LayeredTree>
    {
        ["CosmosKernel"] = Kernel,
        ["Lab"] = Lab,
    };
}
