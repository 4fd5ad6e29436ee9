using CosmosKernel.Mappings;
using CosmosPaging.Lab.Choices;

namespace CosmosPaging.Lab.Attacks;

/// <summary>Some of the cells: those that have what is named; what is not named may be anything.</summary>
/// <param name="Variant">The kernel mapping.</param>
/// <param name="Paging">The paging format.</param>
/// <param name="Layout">Where the kernel is linked.</param>
/// <param name="Emulator">What it runs in.</param>
/// <param name="LeavesWindowToTasks">Whether the mapping leaves the kernel's window to tasks' own pages.</param>
public sealed record CellPattern(
    string? Variant = null, string? Paging = null, string? Layout = null, string? Emulator = null, bool? LeavesWindowToTasks = null)
{
    /// <summary>Tells whether a cell is one of them.</summary>
    /// <param name="cell">Any cell.</param>
    /// <returns>Whether nothing that is named is different.</returns>
    public bool Matches(Cell cell) =>
        (Variant ?? cell.Variant) == cell.Variant
        && (Paging ?? cell.Paging) == cell.Paging
        && (Layout ?? cell.Layout) == cell.Layout
        && (Emulator ?? cell.Emulator) == cell.Emulator
        && (LeavesWindowToTasks is not { } leaves || MappingTable.Find(cell.Variant)?.LeavesWindowToTasks == leaves);
}
