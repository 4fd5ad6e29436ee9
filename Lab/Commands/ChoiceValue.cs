namespace CosmosPaging.Lab.Commands;

/// <summary>A word of a choice.</summary>
/// <param name="Word">The word.</param>
/// <param name="Available">Whether it can be had; if not, the tool says so instead of guessing.</param>
public readonly record struct ChoiceValue(string Word, bool Available);
