using CosmosKernel.Memory;

namespace CosmosPaging.Lab.Inspection;

/// <summary>A part of linear space with a name of its own.</summary>
/// <param name="Name">What a heading calls it.</param>
/// <param name="Range">Where it is.</param>
/// <param name="ShowsGaps">Whether what is not mapped in it is worth a line.</param>
public sealed record Region(string Name, LinearRange Range, bool ShowsGaps);
