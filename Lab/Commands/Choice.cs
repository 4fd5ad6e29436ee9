using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Commands;

/// <summary>A choice of the command line, with the words it takes.</summary>
/// <param name="Option">The option's name.</param>
/// <param name="Meaning">What is chosen.</param>
/// <param name="TakesAll">Whether the word <c>all</c> stands for every word that is available.</param>
/// <param name="Values">The words, the default first unless <c>all</c> is the default.</param>
public sealed record Choice(string Option, string Meaning, bool TakesAll, IReadOnlyList<ChoiceValue> Values)
{
    /// <summary>The word that stands for every word that is available.</summary>
    public const string All = "all";

    /// <summary>The word that stands when the option is not given.</summary>
    public string Default => TakesAll ? All : Values[0].Word;

    /// <summary>Every word that is understood.</summary>
    public IReadOnlyList<string> Words => [.. Values.Select(value => value.Word), .. TakesAll ? new[] { All } : []];

    /// <summary>Tells whether a word is understood but cannot be had yet.</summary>
    /// <param name="word">One of <see cref="Words"/>.</param>
    /// <returns>Whether it must be turned down.</returns>
    public bool IsPromised(string word) => Values.Any(value => value.Word == word && !value.Available);

    /// <summary>The values that a word stands for.</summary>
    /// <param name="word">One of <see cref="Words"/> that is not promised only.</param>
    /// <returns>The values, in order.</returns>
    public IReadOnlyList<string> Resolve(string word) => word == All
        ? [.. Values.Where(value => value.Available).Select(value => value.Word)]
        : [word];
}
