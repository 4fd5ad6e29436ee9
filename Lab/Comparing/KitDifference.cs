namespace CosmosPaging.Lab.Comparing;

/// <summary>Something in which the logs of two images differ.</summary>
/// <param name="Cell">The cell, as <c>shared, two-level</c>; <see cref="LoggedKit.WholeBoot"/>.</param>
/// <param name="Experiment">The experiment; <see cref="LoggedKit.Frame"/>.</param>
/// <param name="Field">The kind of line and the field, as <c>#PF.pte</c>; the kind alone where only one log has such a line.</param>
/// <param name="Owner">Whose line it is: a task's name; empty for nobody's.</param>
/// <param name="Genuine">What the first log says; nothing if it has no such line or field.</param>
/// <param name="Embedded">What the second log says.</param>
public sealed record KitDifference(string Cell, string Experiment, string Field, string Owner, string? Genuine, string? Embedded);
