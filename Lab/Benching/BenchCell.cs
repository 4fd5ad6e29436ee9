using System.Collections.Generic;
using CosmosPaging.Lab.Choices;
using CosmosPaging.Lab.Running;

namespace CosmosPaging.Lab.Benching;

/// <summary>All that was measured in one cell.</summary>
/// <param name="Cell">Which one.</param>
/// <param name="Counted">With a time-stamp counter that counts instructions.</param>
/// <param name="Timed">With one that follows the host's clock; none where there is none.</param>
/// <param name="Scales">How many tasks there can be, by the machine's memory in megabytes.</param>
public sealed record BenchCell(
    Cell Cell, BenchReading Counted, BenchReading? Timed, IReadOnlyList<(int Megabytes, ScaleReading Reading)> Scales)
{
    /// <summary>The boots of this cell's paging format that broke down, so that not all was measured.</summary>
    public IReadOnlyList<BootResult> Broken { get; init; } = [];
}
