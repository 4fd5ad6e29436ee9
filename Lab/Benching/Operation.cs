namespace CosmosPaging.Lab.Benching;

/// <summary>One thing that is measured: a row of <see cref="Operations"/>.</summary>
/// <param name="Name">As the program <c>bench</c> calls it.</param>
/// <param name="Title">For a person.</param>
/// <param name="AimShared">The most instructions it should take under the shared mapping; none if there is no aim.</param>
/// <param name="AimFourFour">Likewise in the 4:4 split.</param>
/// <param name="Elsewhere">What it costs elsewhere on the same emulator; none if it was not measured.</param>
public sealed record Operation(string Name, string Title, int? AimShared, int? AimFourFour, Elsewhere? Elsewhere);
