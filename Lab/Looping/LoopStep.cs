namespace CosmosPaging.Lab.Looping;

/// <summary>An edit, and how long its answer may take.</summary>
/// <param name="Name">What is done.</param>
/// <param name="File">The file that is edited; none if nothing is.</param>
/// <param name="Old">What stands there.</param>
/// <param name="New">What is written instead; the step must change what is built, or nothing is measured.</param>
/// <param name="AimSeconds">How long the answer should take on an idle machine.</param>
/// <param name="AimRatio">How long it may take as a part of a clean build of the solution in the same run; none if nothing is
/// promised.</param>
public sealed record LoopStep(string Name, string? File, string Old, string New, double AimSeconds, double? AimRatio);
