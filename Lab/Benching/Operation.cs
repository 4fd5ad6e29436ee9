namespace CosmosPaging.Lab.Benching;

/// <summary>One thing that is measured: a row of <see cref="Operations"/>.</summary>
/// <param name="Name">As the program <c>bench</c> calls it.</param>
/// <param name="Title">For a person.</param>
/// <param name="AimSameTree">The most instructions it should take where a trap leaves CR3 alone; none if there is no aim.</param>
/// <param name="AimOtherTree">Likewise where a trap loads CR3 on its way in and on its way out.</param>
/// <param name="Elsewhere">What it costs elsewhere on the same emulator; none if it was not measured.</param>
public sealed record Operation(string Name, string Title, int? AimSameTree, int? AimOtherTree, Elsewhere? Elsewhere);
