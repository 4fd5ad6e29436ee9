namespace CosmosPaging.Lab.Looping;

/// <summary>How long an answer took.</summary>
/// <param name="Name">What was done before it.</param>
/// <param name="Seconds">The time from the command to its end.</param>
/// <param name="Ratio">The time as a part of a clean build of the solution, in the same run.</param>
/// <param name="AimSeconds">How long it should take on an idle machine; none if nothing is aimed for.</param>
/// <param name="AimRatio">The largest part that it may take; none if nothing is promised.</param>
public sealed record LoopResult(string Name, double Seconds, double Ratio, double? AimSeconds, double? AimRatio)
{
    /// <summary>Whether it took no larger part than it may.</summary>
    public bool Holds => AimRatio is not { } aim || Ratio <= aim;
}
