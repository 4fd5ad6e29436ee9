using System.Linq;
using CosmosKernel.Mappings;

namespace CosmosPaging.Lab.Choices;

/// <summary>
/// What this tool and the kernel offer: the one table that the command line, its help and <c>all</c> are made from.
/// </summary>
public static class Offer
{
    /// <summary>The kernel mappings.</summary>
    public static readonly Choice Variants = new(
        "--variant", "the kernel mapping", TakesAll: true, [.. MappingTable.Rows.Select(row => row.Name)]);

    /// <summary>The paging formats.</summary>
    public static readonly Choice Pagings = new(
        "--paging", "the paging format", TakesAll: true, [KernelWords.TwoLevel, KernelWords.Pae]);

    /// <summary>Where the kernel is linked.</summary>
    public static readonly Choice Layouts = new(
        "--layout", "where the kernel is linked", TakesAll: false, [KernelWords.High, KernelWords.Low]);

    /// <summary>The emulators.</summary>
    public static readonly Choice Emulators = new(
        "--emulator", "what to boot in", TakesAll: false, [EmulatorChoice.Qemu, EmulatorChoice.Bochs]);

    /// <summary>What the kernel is compiled by.</summary>
    public static readonly Choice Kits = new(
        "--kit", "what compiles the kernel", TakesAll: false, [KernelWords.Embedded, KernelWords.Cosmos]);

    /// <summary>Where the kernel is linked, for attacks, which are tried in both layouts.</summary>
    public static readonly Choice AttackLayouts = Layouts with { TakesAll = true };

    /// <summary>The emulators, for attacks, which are tried in both.</summary>
    public static readonly Choice AttackEmulators = Emulators with { TakesAll = true };
}
