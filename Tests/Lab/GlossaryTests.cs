using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The glossary has the terms of the pages that a newcomer reads, and these link each where they use it first.</summary>
[TestFixture]
internal sealed partial class GlossaryTests
{
    /// <summary>Abbreviations that are no terms of this project: a student knows them, or can do without.</summary>
    private static readonly string[] Plain =
    [
        "ARM", "BIOS", "CI", "CPU", "GB", "GRUB", "ISO", "JSON", "KAISER", "KB", "LICENSE", "MB", "NASM", "NET", "OK", "PC", "RAM",
        "README",
        "SDK", "VGA", "VS", "WSL", "XML",
    ];

    private static readonly string[] Pages = ["README.md", "Docs/Story.md", "Docs/Labs.md"];

    private static readonly string Tree = BuildTree.Find(AppContext.BaseDirectory)!.Root;

    private static readonly string[] Headings =
        [.. Heading().Matches(Text("Docs/Glossary.md")).Select(heading => heading.Groups["name"].Value)];

    private static IEnumerable<TestCaseData> Uses =>
        from page in Pages
        from term in Terms()
        where First(page, term.Names) is not null
        select new TestCaseData(page, term.Heading).SetArgDisplayNames(page, term.Heading);

    [Test]
    public void TheTermsAreInOrderAndNoneIsThereTwice() =>
        Assert.That(Headings, Is.EqualTo(Headings.Distinct().OrderBy(name => name, StringComparer.OrdinalIgnoreCase)).And.Not.Empty);

    [TestCaseSource(nameof(Uses))]
    public void APageLinksATermWhereItUsesItFirst(string page, string heading)
    {
        int use = First(page, Terms().Single(term => term.Heading == heading).Names)!.Value;
        string text = Text(page);
        int link = text.IndexOf($"Glossary.md#{Anchor(heading)})", StringComparison.Ordinal);
        string place = text[use..Math.Min(text.Length, use + 40)];
        Assert.That(link, Is.Positive, $"{page} uses '{place}…' and has no link to the glossary's term");
        Assert.That(text.LastIndexOf('[', link), Is.LessThanOrEqualTo(use), $"{page} uses '{heading}' before it links it");
    }

    [TestCaseSource(nameof(Pages))]
    public void WhatAPageAbbreviatesTheGlossaryHas(string page)
    {
        HashSet<string> known = [.. Terms().SelectMany(term => term.Names), .. Plain];
        IEnumerable<string> used = Abbreviation().Matches(Prose(Text(page))).Select(word => word.Value);
        Assert.That(used.Where(word => !known.Contains(word)).Distinct(), Is.Empty);
    }

    [TestCaseSource(nameof(Pages))]
    public void ALinkToTheGlossaryLeadsToATerm(string page) =>
        Assert.That(
            Link().Matches(Text(page)).Select(link => link.Groups["anchor"].Value), Is.SubsetOf(Headings.Select(Anchor)));

    [Test]
    public void WhatIsInCodeOrInATableIsNoProse() =>
        Assert.That(
            Prose("a `b` c\n    d\n| e |\n# f\n[g](h.md#i) **j** k\n").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(new[] { "a", "c", "k" }));

    private static string Text(string page) => File.ReadAllText(Path.Combine(Tree, page));

    private static IEnumerable<(string Heading, string[] Names)> Terms() =>
        Heading().Matches(Text("Docs/Glossary.md")).Select(heading => (
            heading.Groups["name"].Value,
            new[] { heading.Groups["name"].Value }
                .Concat(heading.Groups["also"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries)).ToArray()));

    /// <summary>Where a page's prose has one of the names first, as a word of its own and not as a part of a longer term.</summary>
    private static int? First(string page, string[] names)
    {
        string prose = Prose(Text(page));
        foreach (string other in Terms().SelectMany(term => term.Names).OrderByDescending(name => name.Length))
        {
            if (names.Contains(other))
            {
                continue;
            }

            if (names.Any(name => other.Length > name.Length && other.Contains(name, StringComparison.OrdinalIgnoreCase)))
            {
                prose = Word(other).Replace(prose, word => new string(' ', word.Length));
            }
        }

        int[] places = [.. names.SelectMany(name => Word(name).Matches(prose)).Select(word => word.Index).Order()];
        return places.Length == 0 ? null : places[0];
    }

    /// <summary>A name as it stands in a sentence: with an s behind it, or with a capital at the sentence's beginning.</summary>
    private static Regex Word(string name)
    {
        string pattern = name.ToUpperInvariant() == name
            ? Regex.Escape(name) + "s?"
            : $"(?:{char.ToLowerInvariant(name[0])}{Regex.Escape(name[1..])}s?|{char.ToUpperInvariant(name[0])}{Regex.Escape(name[1..])})";
        string before = name[0] == '#' ? @"(?<!\w)" : @"(?<![\w#/.-])";
        return new Regex(before + pattern.Replace("\\ ", @"\s+", StringComparison.Ordinal) + @"(?![\w/=-])");
    }

    /// <summary>
    /// A page's sentences, each where it was: code, tables, headings, what is bold, where links lead, and links to
    /// other pages than the glossary are blanks.
    /// </summary>
    private static string Prose(string text) => NoProse().Replace(text, part => Blank().Replace(part.Value, " "));

    /// <summary>As GitHub makes it of a heading.</summary>
    private static string Anchor(string heading) =>
        NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^### (?<name>.+)\n(\n\*Also:\* (?<also>.+)\.\n)?", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"Glossary\.md#(?<anchor>[\w-]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w./-])(#[A-Z]{2}|[A-Z]{2,}\d?|[A-Z]/[A-Z])(?![\w/=.-])")]
    private static partial Regex Abbreviation();

    [GeneratedRegex(
        @"^```.*?^```|^(    |#|\||!\[)[^\n]*|`[^`]*`|\[[^\]]*\]\((?![^)]*Glossary\.md)[^)]*\)|\]\([^)]*\)|https?://\S+|\*\*[^*]*\*\*",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NoProse();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
