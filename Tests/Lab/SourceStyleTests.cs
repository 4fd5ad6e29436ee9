using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>What the compiler and <c>dotnet format</c> do not hold of how the sources look.</summary>
[TestFixture]
internal sealed class SourceStyleTests
{
    /// <summary>As in <c>.editorconfig</c>, which no tool enforces.</summary>
    private const int MostColumns = 140;

    private static readonly string[] NoParagraph = ["|", "    ", "!["];

    private static readonly string[] Roots = ["CosmosKernel", "CosmosKit", "Lab", "Programs", "Tests"];

    /// <summary>What another tool writes stays as it is: a line within a string of several lines may be longer.</summary>
    [TestCaseSource(nameof(Roots))]
    public void NoLineOfCSharpIsLongerThan140Columns(string root)
    {
        string tree = BuildTree.Find(AppContext.BaseDirectory)!.Root;
        string[] files = [.. Sources(Path.Combine(tree, root))];
        Assert.That(files, Is.Not.Empty);
        Assert.That(
            files.SelectMany(file => LongLines(File.ReadAllLines(file)).Select(line => $"{Path.GetRelativePath(tree, file)}:{line}")),
            Is.Empty);
    }

    /// <summary>Of the pages the paragraphs: a table's row, what is shown of a run, and a picture's line are as long as they are.</summary>
    [Test]
    public void NoLineOfAParagraphIsLongerThan140Columns()
    {
        string tree = BuildTree.Find(AppContext.BaseDirectory)!.Root;
        string[] pages =
        [
            .. Directory.EnumerateFiles(tree, "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(tree, "Docs"), "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(tree, "Programs"), "*.md"),
            .. Directory.EnumerateFiles(Path.Combine(tree, "CosmosKit"), "*.md", SearchOption.AllDirectories),
        ];
        Assert.That(pages, Has.Length.GreaterThan(10));
        Assert.That(
            pages.SelectMany(page => File.ReadLines(page).Index()
                .Where(line => line.Item.Length > MostColumns && !NoParagraph.Any(line.Item.StartsWith))
                .Select(line => $"{Path.GetFileName(page)}:{line.Index + 1}")),
            Is.Empty);
    }

    [Test]
    public void ALongLineIsFound()
    {
        string good = new('x', MostColumns);
        Assert.That(LongLines([good, good + "x", "\"\"\"", good + "x", "\"\"\"", good + "x"]), Is.EqualTo(new[] { 2, 6 }));
    }

    private static IEnumerable<int> LongLines(string[] lines)
    {
        bool isText = false;
        foreach ((int index, string line) in lines.Index())
        {
            bool wasText = isText;
            isText ^= line.Split("\"\"\"").Length % 2 == 0;
            if (line.Length > MostColumns && !wasText && !isText)
            {
                yield return index + 1;
            }
        }
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));
}
