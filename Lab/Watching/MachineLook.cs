using CosmosPaging.Lab.Inspection;

namespace CosmosPaging.Lab.Watching;

/// <summary>A look at a machine that has been stopped for it.</summary>
/// <param name="Where">Where its processor is.</param>
/// <param name="Tables">Whose tables are in force, such as <c>task 3 spin</c>; none if that cannot be told.</param>
public sealed record MachineLook(StoppedAt Where, string? Tables)
{
    /// <summary>All of it, as the end of a sentence.</summary>
    public string Words => Tables is null ? Where.Words : $"{Where.Words}, on the tables of {Tables}";
}
