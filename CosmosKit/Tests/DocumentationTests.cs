using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>What the compiler does not hold of the comments in the kit's sources.</summary>
[TestFixture]
internal sealed partial class DocumentationTests
{
    /// <summary>A line that says the parameter's name again is left out, or says what the name does not.</summary>
    [Test]
    public void NoParameterIsDescribedByItsNameAlone()
    {
        string kit = Path.Combine(BuiltKit.Root, "CosmosKit");
        string[] files = [.. Directory.EnumerateFiles(kit, "*.cs", SearchOption.AllDirectories)];
        Assert.That(files, Has.Length.GreaterThan(100));
        Assert.That(
            files.SelectMany(file => Repeated(File.ReadAllText(file)).Select(line => $"{Path.GetRelativePath(kit, file)}: {line}")),
            Is.Empty);
    }

    [TestCase("aPort", "The port.", true)]
    [TestCase("methods", "Its methods.", true)]
    [TestCase("aPort", "The port, 0 to 65535.", false)]
    public void ALineThatOnlyRepeatsTheNameIsFound(string name, string text, bool isFound) =>
        Assert.That(Repeated($"<param name=\"{name}\">{text}</" + "param>").Any(), Is.EqualTo(isFound));

    private static IEnumerable<string> Repeated(string source) => NameAlone().Matches(source).Select(match => match.Value);

    // Cosmos' own parameters begin with an 'a'.
    [GeneratedRegex("""<param name="a?(\w+)">((The|Its|A|An|Which|All) )?\1\.</param>""", RegexOptions.IgnoreCase)]
    private static partial Regex NameAlone();
}
