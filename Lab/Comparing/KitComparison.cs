using System;
using System.Collections.Generic;
using System.Linq;

namespace CosmosPaging.Lab.Comparing;

/// <summary>
/// Holds the log of the genuine user kit's image against that of the embedded kit's. Both are of the same kernel, so all that is left must
/// have a reason.
/// </summary>
public sealed class KitComparison
{
    private const string Verdict = "verdict";
    private const string Sentence = "sentence";

    // Two tasks share a page after a fork. Who writes first gets a copy; the other one just gets the page back. Who that is, is a matter of
    // time.
    private static readonly string[] Sharers = ["copied-on-write", "last-owner"];

    // So many lines of a part are laid side by side to find those that differ least. What is beyond is told as it is.
    private const int MostPaired = 500;

    private readonly List<KitDifference> differences = [];

    private KitComparison(LoggedKit genuine, LoggedKit embedded)
    {
        Dictionary<(string, string), LoggedPart> others = embedded.Parts.ToDictionary(part => (part.Cell, part.Name));
        foreach (LoggedPart part in genuine.Parts)
        {
            if (others.Remove((part.Cell, part.Name), out LoggedPart? other))
            {
                Parts.Add(part);
                Compare(part, other);
            }
            else
            {
                OnlyInGenuine.Add(part);
            }
        }

        OnlyInEmbedded.AddRange(others.Values);
    }

    /// <summary>What both logs have.</summary>
    public List<LoggedPart> Parts { get; } = [];

    /// <summary>What the second log lacks.</summary>
    public List<LoggedPart> OnlyInGenuine { get; } = [];

    /// <summary>What the first log lacks.</summary>
    public List<LoggedPart> OnlyInEmbedded { get; } = [];

    /// <summary>In what the parts differ that both have.</summary>
    public IReadOnlyList<KitDifference> Differences => differences;

    /// <summary>How many faults differ in nothing but which of two tasks that share a page after a fork wrote to it first.</summary>
    public int OtherSharerFirst { get; private set; }

    /// <summary>How many facts both logs have.</summary>
    public int Same { get; private set; }

    /// <summary>Compares two logs.</summary>
    /// <param name="genuine">That of the genuine user kit's image.</param>
    /// <param name="embedded">That of the embedded kit's.</param>
    /// <returns>What they have in common, and what not.</returns>
    public static KitComparison Of(LoggedKit genuine, LoggedKit embedded) => new(genuine, embedded);

    private void Compare(LoggedPart part, LoggedPart other)
    {
        bool isSummed = part.IsSummed || other.IsSummed || Forks(part) != Forks(other);
        IReadOnlyList<LoggedFact> facts = isSummed ? part.Summed : part.Facts;
        IReadOnlyList<LoggedFact> others = isSummed ? other.Summed : other.Facts;
        List<LoggedFact> here = Without(facts, others);
        List<LoggedFact> there = Without(others, facts);
        Same += facts.Count - here.Count;
        if (here.Count <= MostPaired && there.Count <= MostPaired)
        {
            Pair(part, here, there);
        }

        differences.AddRange(here.Select(fact => new KitDifference(part.Cell, part.Name, fact.Kind, fact.Owner, fact.Key, Embedded: null)));
        differences.AddRange(there.Select(fact => new KitDifference(part.Cell, part.Name, fact.Kind, fact.Owner, Genuine: null, fact.Key)));
    }

    /// <summary>Takes out of both what is about the same thing, and keeps in what it differs.</summary>
    private void Pair(LoggedPart part, List<LoggedFact> here, List<LoggedFact> there)
    {
        foreach (LoggedFact fact in here.ToArray())
        {
            if (there.FirstOrDefault(candidate => DifferInSharer(fact, candidate)) is { } sharers)
            {
                OtherSharerFirst++;
                here.Remove(fact);
                there.Remove(sharers);
            }
        }

        foreach (LoggedFact fact in here.ToArray())
        {
            LoggedFact? nearest = there.Where(candidate => candidate.Kind == fact.Kind && candidate.Owner == fact.Owner)
                .OrderBy(candidate => Differing(fact, candidate).Count()).FirstOrDefault();
            if (nearest is null)
            {
                continue;
            }

            here.Remove(fact);
            there.Remove(nearest);
            differences.AddRange(Differing(fact, nearest).Select(field => new KitDifference(
                part.Cell,
                part.Name,
                $"{fact.Kind.TrimEnd(':')}.{field}",
                fact.Owner,
                fact.Fields.GetValueOrDefault(field),
                nearest.Fields.GetValueOrDefault(field))));
        }
    }

    /// <summary>Where it forks as long as it has time, nothing of what the tasks do can be laid side by side.</summary>
    private static int Forks(LoggedPart part) => part.Facts.Count(fact => fact.Kind == "task:" && fact.Fields.ContainsKey("parent"));

    /// <summary>What one log has more often than the other.</summary>
    private static List<LoggedFact> Without(IReadOnlyList<LoggedFact> facts, IReadOnlyList<LoggedFact> others)
    {
        Dictionary<string, int> counts = others.CountBy(fact => fact.Key).ToDictionary();
        List<LoggedFact> left = [];
        foreach (LoggedFact fact in facts)
        {
            int count = counts.GetValueOrDefault(fact.Key);
            if (count > 0)
            {
                counts[fact.Key] = count - 1;
            }
            else
            {
                left.Add(fact);
            }
        }

        return left;
    }

    private static bool DifferInSharer(LoggedFact fact, LoggedFact other) =>
        fact.Kind == other.Kind
        && fact.Owner == other.Owner
        && Sharers.Contains(fact.Fields.GetValueOrDefault(Verdict))
        && Sharers.Contains(other.Fields.GetValueOrDefault(Verdict))
        && Differing(fact, other).All(field => field is Verdict or Sentence);

    private static IEnumerable<string> Differing(LoggedFact fact, LoggedFact other) =>
        fact.Fields.Keys.Union(other.Fields.Keys)
            .Where(field => fact.Fields.GetValueOrDefault(field) != other.Fields.GetValueOrDefault(field))
            .Order(StringComparer.Ordinal);
}
