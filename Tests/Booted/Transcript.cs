using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Booted;

/// <summary>
/// What the docs show of a session, and whether a session gives it: every line that is shown must be said. Numbers are not compared, since
/// each build has others, but for those of a fault's line; and a <c>…</c> stands for anything.
/// </summary>
internal static partial class Transcript
{
    // Of a whole run's log nobody wants to see all in a test's message.
    private const int MostShown = 20_000;
    private static readonly BuildTree Tree = BuildTree.Find(AppContext.BaseDirectory)!;

    /// <summary>The indented blocks of a page.</summary>
    /// <param name="page">Its path from the root.</param>
    /// <param name="heading">The section's heading, without the signs; none for all of the page.</param>
    /// <param name="start">How a block's first line begins.</param>
    /// <returns>The lines of each, without the indentation.</returns>
    public static string[][] Blocks(string page, string heading, string start)
    {
        string text = File.ReadAllText(Path.Combine(Tree.Root, page));
        string section = heading.Length == 0
            ? text
            : text.Split("\n## ").Single(part => part.StartsWith(heading + "\n", StringComparison.Ordinal));
        return
        [
            .. IndentedBlock().Matches(section)
                .Select(block => block.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                .Where(lines => lines[0].StartsWith(start, StringComparison.Ordinal)),
        ];
    }

    /// <summary>What somebody types in a block.</summary>
    /// <param name="lines">The block.</param>
    /// <param name="prompt">What the lines to type begin with; a pattern.</param>
    public static string[] Typed(IEnumerable<string> lines, string prompt) =>
        [.. lines.Select(line => Regex.Match(line, $"^{prompt}(.*)$")).Where(match => match.Success)
            .Select(match => match.Groups[^1].Value)];

    /// <summary>Fails unless each line that is shown was said.</summary>
    /// <param name="shown">Lines from the docs.</param>
    /// <param name="told">Everything that was said.</param>
    /// <param name="prompt">What lines that somebody types begin with; a pattern.</param>
    public static void AssertSaid(IEnumerable<string> shown, string told, string prompt)
    {
        HashSet<string> said = [.. told.Split('\n').Select(WithoutNumbers)];
        Assert.That(
            shown.Where(line => !Regex.IsMatch(line, "^" + prompt) && !IsSaid(WithoutNumbers(line), said)), Is.Empty,
            told.Length > MostShown ? "" : told);
    }

    private static bool IsSaid(string line, HashSet<string> said) =>
        said.Contains(line) || (line.Contains('…', StringComparison.Ordinal)
            && said.Any(new Regex("^" + Regex.Escape(line).Replace("…", ".*", StringComparison.Ordinal) + "$").IsMatch));

    /// <summary>Any number is #, and blanks are one. Of a fault's line only what each build has anew: the rest is compared.</summary>
    private static string WithoutNumbers(string line) =>
        Blanks().Replace(FaultLine().IsMatch(line) ? WithoutFrames(line) : Number().Replace(line, "#"), " ").Trim();

    /// <summary>
    /// Of an entry the bits stay, and not the frame; of addresses in the kernel's window only where the kernel begins. What stays is the
    /// fault's number in its experiment, the error code, and every address in the program, the trampoline and the vmalloc area.
    /// </summary>
    private static string WithoutFrames(string line) => InWindow().Replace(Entry().Replace(line, "${name}=#${bits}"), "${name}=#");

    [GeneratedRegex(@"(?<=\n\n)(?=    \S)(    .*\n|\n(?=    ))+")]
    private static partial Regex IndentedBlock();

    [GeneratedRegex(@"\b(0x)?[0-9a-f]*[0-9][0-9a-f]*\b|\b[0-9a-f]{8}\b|\b[0-9]+[KM]\b|(?<=\+)[0-9a-f]+\b")]
    private static partial Regex Number();

    [GeneratedRegex("^ *#[A-Z]{2} [0-9]+ ")]
    private static partial Regex FaultLine();

    [GeneratedRegex(@"\b(?<name>pdpte|pde|pte)=[0-9a-f]+(?<bits>[0-9a-f]{3})\b")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\b(?<name>eip|cr2)=(?!c0100000)c[0-9a-f]{7}\b")]
    private static partial Regex InWindow();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
