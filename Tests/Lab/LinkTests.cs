using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>A link from one page to another, or to a file, leads there, and to a heading that there is.</summary>
[TestFixture]
internal sealed partial class LinkTests
{
    private static readonly string Tree = BuildTree.Find(AppContext.BaseDirectory)!.Root;

    private static IEnumerable<string> Pages =>
        new[] { ".", "Docs", "Programs", "CosmosKit", "CosmosKit/Build", "CosmosKit/CoreLibrary" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Tree, folder), "*.md"))
            .Select(page => Path.GetRelativePath(Tree, Path.GetFullPath(page)).Replace('\\', '/'));

    [TestCaseSource(nameof(Pages))]
    public void EveryLinkLeadsSomewhere(string page)
    {
        string text = File.ReadAllText(Path.Combine(Tree, page));
        Assert.That(
            Link().Matches(text).Select(link => link.Groups["target"].Value)
                .Where(target => !target.StartsWith("http", StringComparison.Ordinal) && !Leads(page, target)),
            Is.Empty);
    }

    [TestCase("Docs/Story.md", "../README.md", ExpectedResult = true)]
    [TestCase("Docs/Story.md", "Glossary.md#trampoline", ExpectedResult = true)]
    [TestCase("Docs/Story.md", "Glossary.md#no-such-term", ExpectedResult = false)]
    [TestCase("Docs/Story.md", "NoSuchPage.md", ExpectedResult = false)]
    [TestCase("Docs/Story.md", "#the-price", ExpectedResult = true)]
    public bool Leads(string page, string target)
    {
        string[] parts = target.Split('#', 2);
        string path = Path.Combine(Tree, parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || Anchors(File.ReadAllText(path)).Contains(parts[1]));
    }

    /// <summary>As GitHub makes them of headings; and those that a page sets itself.</summary>
    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(text).Select(heading => NoAnchor().Replace(heading.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))
            .Concat(Set().Matches(text).Select(anchor => anchor.Groups[1].Value));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a id=\"([^\"]+)\"")]
    private static partial Regex Set();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
