using System.Collections.Generic;

namespace CosmosPaging.Lab.Choices;

/// <summary>A choice of the command line, with the words it takes.</summary>
/// <param name="Option">The option's name.</param>
/// <param name="Meaning">What is chosen.</param>
/// <param name="TakesAll">Whether the word <c>all</c> stands for every value.</param>
/// <param name="Values">The values, the default first unless <c>all</c> is the default.</param>
public sealed record Choice(string Option, string Meaning, bool TakesAll, IReadOnlyList<string> Values)
{
    /// <summary>The word that stands for every value.</summary>
    public const string All = "all";

    /// <summary>The word that stands when the option is not given.</summary>
    public string Default => TakesAll ? All : Values[0];

    /// <summary>Every word that is understood.</summary>
    public IReadOnlyList<string> Words => [.. Values, .. TakesAll ? new[] { All } : []];

    /// <summary>The values that a word stands for.</summary>
    /// <param name="word">One of <see cref="Words"/>.</param>
    /// <returns>The values, in order.</returns>
    public IReadOnlyList<string> Resolve(string word) => word == All ? Values : [word];
}
