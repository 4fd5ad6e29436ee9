using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CosmosPaging.Lab.Host;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

/// <summary>The reading path of Docs/Architecture.md: ten files, one afternoon, and what it says of their length is true.</summary>
[TestFixture]
internal sealed partial class ReadingPathTests
{
    private const int Files = 10;
    private const int MostLines = 3000;
    private const int Afternoon = 240; // minutes

    private static readonly string Tree = BuildTree.Find(AppContext.BaseDirectory)!.Root;

    private static readonly string Page = File.ReadAllText(Path.Combine(Tree, "Docs", "Architecture.md"));

    private static readonly Match[] Rows = [.. Row().Matches(Page).Cast<Match>()];

    private static IEnumerable<string> Paths => Rows.Select(row => row.Groups["path"].Value);

    [TestCaseSource(nameof(Paths))]
    public void ItSaysHowLongAFileIs(string path)
    {
        Match row = Rows.Single(row => row.Groups["path"].Value == path);
        Assert.That(Number(row, "lines"), Is.EqualTo(Rounded(CodeLines(path))), path);
    }

    [Test]
    public void ItIsTenFilesAndAnAfternoon()
    {
        Assert.That(Rows, Has.Length.EqualTo(Files));
        Assert.That(Rows.Select(row => Number(row, "place")), Is.EqualTo(Enumerable.Range(1, Files)));
        int minutes = Rows.Sum(row => Number(row, "minutes"));
        int lines = Rows.Sum(row => Number(row, "lines"));
        Assert.That((minutes, lines), Is.EqualTo((Math.Min(minutes, Afternoon), Math.Min(lines, MostLines))));
        Assert.That(Page, Does.Contain($"ten files, {lines} lines of code, {minutes} minutes"));
    }

    [Test]
    public void ItSaysHowLongTheKernelIs()
    {
        string kernel = Path.Combine(Tree, "CosmosKernel");
        string[] apart = ["Screen", "Sweep", "Experiments"];
        int lines = Directory.EnumerateFiles(kernel, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(kernel, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin") && !apart.Contains(file.Split('/')[0]))
            .Sum(CodeLines);
        Assert.That(Page, Does.Contain($"{(lines + 50) / 100 * 100} lines of code without"));
    }

    [Test]
    public void ALineOfCodeIsNeitherEmptyNorACommentNorABrace() =>
        Assert.That(
            new[] { "using A;", "namespace B;", "", "/// <summary>C</summary>", "class D", "{", "    int e; // f", "    // g", "});" }
                .Where(IsCode),
            Is.EqualTo(new[] { "class D", "    int e; // f" }));

    private static int Number(Match row, string group) => int.Parse(row.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int Rounded(int lines) => (lines + 5) / 10 * 10;

    private static int CodeLines(string path) => File.ReadLines(Path.Combine(Tree, "CosmosKernel", path)).Count(IsCode);

    private static bool IsCode(string line) => !NoCode().IsMatch(line);

    [GeneratedRegex(@"^\s*(//.*|[{}()\[\];,]*|using [\w.= ]+;|namespace .*)$")]
    private static partial Regex NoCode();

    [GeneratedRegex(@"^\| (?<place>\d+) \| `(?<path>[\w/.]+\.cs)` \| (?<lines>\d+) \| (?<minutes>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
