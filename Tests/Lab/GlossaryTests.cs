using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosKernel.Faults;
using CosmosKernel.Mappings;
using CosmosKernel.Paging;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The glossary has the terms of the pages that a newcomer reads, and these link each where they use it first.</summary>
[TestFixture]
internal sealed partial class GlossaryTests
{
    /// <summary>Abbreviations that need no entry: a student knows them, or they are names of files and tools.</summary>
    private static readonly string[] Plain =
    [
        "ARM", "BIOS", "CI", "CPU", "GB", "GRUB", "ISO", "JSON", "KAISER", "KB", "LICENSE", "MB", "NASM", "NET", "OK", "OS", "PC", "RAM",
        "README", "SDK", "VGA", "VS", "WSL", "XML",
    ];

    private static readonly string[] Pages = ["README.md", "Docs/Story.md", "Docs/Labs.md"];

    /// <summary>Three short sentences, and where to read more.</summary>
    private const int MostWords = 70;

    private static readonly string Tree = BuildTree.Find(AppContext.BaseDirectory)!.Root;

    private static readonly string[] AllPages =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Tree, "Docs"), "*.md").Select(path => "Docs/" + Path.GetFileName(path)).Order(),
    ];

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

    /// <summary>Exceptions such as #PF, registers and their bits such as CR4.PGE, bits of entries such as U/S, and P=0.</summary>
    [TestCaseSource(nameof(Pages))]
    public void WhatAPageAbbreviatesTheGlossaryHas(string page) => Assert.That(Lacking(Text(page), KnownAbbreviations()), Is.Empty);

    /// <summary>As code: names that the kernel's log has, and names of Linux.</summary>
    [TestCaseSource(nameof(Pages))]
    public void WhatAPageNamesAsCodeTheGlossaryExplains(string page) =>
        Assert.That(CodeNames(Text(page)), Is.SubsetOf(CodeSpan().Matches(Text("Docs/Glossary.md")).Select(Code)).And.Not.Empty);

    [Test]
    public void AnAbbreviationWithoutAnEntryIsFound() =>
        Assert.That(
            Lacking("#XX, CR3. CR3.XY AB: Q/S=0 and Z=1; `CD` F5 C0100000 EF.md\n    GH\n", ["CR3"]),
            Is.EqualTo(new[] { "#XX", "CR3.XY", "AB", "Q/S", "Z" }));

    [Test]
    public void ANameInCodeOrInALogIsFound() =>
        Assert.That(
            CodeNames("`kpti` `KernelMapping` `some_name()`\n    mapping=shared paging=pae error=05[user] verdict=read-only : the\n"),
            Is.EqualTo(new[] { "kpti", "some_name", "shared", "pae", "read-only" }));

    [TestCaseSource(nameof(AllPages))]
    public void ALinkToTheGlossaryLeadsToATerm(string page) =>
        Assert.That(
            Link().Matches(Text(page)).Select(link => link.Groups["anchor"].Value), Is.SubsetOf(Headings.Select(Anchor)));

    /// <summary>A definition, and no lecture.</summary>
    [Test]
    public void NoEntryIsLong()
    {
        IEnumerable<string[]> entries = Text("Docs/Glossary.md").Split("\n### ").Skip(1).Select(entry => entry.Split('\n', 2));
        Assert.That(entries.Where(entry => Words().Count(entry[1]) is 0 or > MostWords).Select(entry => entry[0]), Is.Empty);
    }

    [Test]
    public void WhatIsInCodeOrInATableIsNoProse() =>
        Assert.That(
            Prose("a `b` c\n    d\n| e |\n# f\n[g](h.md#i) **j** k\n").Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
            Is.EqualTo(new[] { "a", "c", "**j**", "k" }));

    private static string Text(string page) => File.ReadAllText(Path.Combine(Tree, page));

    private static HashSet<string> KnownAbbreviations() => [.. Terms().SelectMany(term => term.Names), .. Plain];

    private static IEnumerable<string> Lacking(string text, HashSet<string> known) =>
        Abbreviation().Matches(Prose(text)).Select(word => word.Value)
            .Where(word => !known.Contains(word) && !known.Contains(word + " bit") && !word.Split('.').All(known.Contains))
            .Distinct();

    private static IEnumerable<string> CodeNames(string text)
    {
        HashSet<string> names =
        [
            .. MappingTable.Rows.Select(row => row.Name), PagingFormat.TwoLevel.Name, PagingFormat.Pae.Name,
            .. Enum.GetValues<Verdict>().Select(verdict => VerdictText.Of(verdict).Name),
        ];
        return CodeSpan().Matches(text).Concat(LogField().Matches(text)).OrderBy(name => name.Index).Select(Code)
            .Where(name => names.Contains(name) || LinuxName().IsMatch(name)).Distinct();
    }

    private static string Code(Match span) => span.Groups["name"].Value;

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
            : $"(?:{char.ToLowerInvariant(name[0])}{Plural(name[1..])}|{char.ToUpperInvariant(name[0])}{Regex.Escape(name[1..])})";
        string before = name[0] == '#' ? @"(?<!\w)" : @"(?<![\w#/.-])";
        return new Regex(before + pattern.Replace("\\ ", @"\s+", StringComparison.Ordinal) + @"(?![\w/=-])");
    }

    private static string Plural(string name) =>
        name[^1] == 'y' ? $"{Regex.Escape(name[..^1])}(?:y|ies)" : Regex.Escape(name) + "s?";

    /// <summary>
    /// A page's sentences, each where it was: code, tables, headings, where links lead, and links to other pages than
    /// the glossary are blanks.
    /// </summary>
    private static string Prose(string text) => NoProse().Replace(text, part => Blank().Replace(part.Value, " "));

    /// <summary>As GitHub makes it of a heading.</summary>
    private static string Anchor(string heading) =>
        NoAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^### (?<name>.+)\n(\n\*Also:\* (?<also>.+)\.\n)?", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"Glossary\.md#(?<anchor>[\w-]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![\w./-])(#[A-Z]{2}|[A-Z]{2,}\d?(\.[A-Z]+)?|[A-Z]/[A-Z]|[A-Z](?==[01]))(?![\w/-]|\.\w)")]
    private static partial Regex Abbreviation();

    [GeneratedRegex(
        @"^```.*?^```|^(    |#+ |\||!\[)[^\n]*|`[^`]*`|\[[^\]]*\]\((?![^)]*Glossary\.md)[^)]*\)|\]\([^)]*\)|https?://\S+",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex NoProse();

    [GeneratedRegex(@"`(?<name>[^`\s()]+)(\(\))?`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\b(mapping|paging|verdict)=(?<name>[\w-]+)")]
    private static partial Regex LogField();

    /// <summary>Linux' names have underscores; this kernel's have capitals.</summary>
    [GeneratedRegex("^[a-z]+(_[a-z]+)+$")]
    private static partial Regex LinuxName();

    [GeneratedRegex(@"\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex Blank();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
