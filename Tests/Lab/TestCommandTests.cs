using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CosmosPaging.Lab.Commands;
using NUnit.Framework;

namespace CosmosPaging.Tests.Lab;

internal sealed class TestCommandTests
{
    [TestCase("Paging", "test =~ '(?i)Paging'")]
    [TestCase("a b", @"test =~ '(?i)a\\u0020b'")]
    [TestCase("'x' \\ (\"", @"test =~ '(?i)\\u0027x\\u0027\\u0020\\u005c\\u0020\\u0028\\u0022'")]
    public void AFilterIsTakenLiterally(string part, string expression) =>
        Assert.That(TestCommand.Selection(part).Descendants("Where").Single().Value, Is.EqualTo(expression));

    [Test]
    public void CountsComeFromTheResultFile()
    {
        TestCounts? counts = Read(
            """
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><ResultSummary outcome="Failed">
            <Counters total="10" executed="9" passed="5" failed="2" error="1" timeout="0" aborted="1" inconclusive="0" notExecuted="1" />
            </ResultSummary></TestRun>
            """);

        Assert.That(counts, Is.EqualTo(new TestCounts(10, 5, 4)));
    }

    [TestCase("<TestRun/>")]
    [TestCase("<TestRun>half")]
    [TestCase("")]
    public void AResultFileThatIsNotWholeGivesNoCounts(string content) => Assert.That(Read(content), Is.Null);

    [Test]
    public void NoResultFileGivesNoCounts() => Assert.That(TestCounts.Read("/nonexistent/lab.trx"), Is.Null);

    [Test]
    public async Task WithoutASuiteTheBuildIsNamed()
    {
        using FakeTree tree = new();

        Assert.That(await tree.RunAsync("test"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("dotnet build CosmosPaging.sln"));
    }

    private static TestCounts? Read(string content)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            return TestCounts.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
