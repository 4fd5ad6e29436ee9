using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using System.Xml.Linq;
using CosmosPaging.Lab.Commands;
using CosmosPaging.Lab.Running;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace CosmosPaging.Tests.Lab;

internal sealed class TestCommandTests
{
    [TestCase("Paging", "test =~ '(?i)Paging'")]
    [TestCase("a b", @"test =~ '(?i)a\\u0020b'")]
    [TestCase("'x' \\ (\"", @"test =~ '(?i)\\u0027x\\u0027\\u0020\\u005c\\u0020\\u0028\\u0022'")]
    public void AFilterIsTakenLiterally(string part, string expression)
    {
        XDocument settings = TestCommand.Selection(part, new Dictionary<string, string>());
        Assert.That(settings.Descendants("Where").Single().Value, Is.EqualTo(expression));
    }

    [Test]
    public void AnImageAndItsLayoutAreToldToTheTestsThatAreLeft()
    {
        XDocument settings = TestCommand.Selection(
            "Maps", new Dictionary<string, string> { ["image"] = "/an/image & more.elf", ["layout"] = "low" });
        Assert.That(
            settings.Descendants("Parameter").Select(one => (one.Attribute("name")!.Value, one.Attribute("value")!.Value)),
            Is.EqualTo(new[] { ("image", "/an/image & more.elf"), ("layout", "low") }));
        string expression = settings.Descendants("Where").Single().Value;
        Assert.That(expression, Is.EqualTo(ImageTestPlan.Expression + " and test =~ '(?i)Maps'"));
        Assert.That(expression, Does.Contain("class == 'CosmosPaging.Tests.Booted.WalkerTests' or ").And.Not.Contain("DiscTests"));
        Assert.That(expression, Does.Contain("(class != 'CosmosPaging.Tests.Booted.SweepTests' or method != 'OtherProcessorsToo')"));
    }

    /// <summary>Whoever adds a class that boots says there whether an image can be asked, and if not, why.</summary>
    [Test]
    public void EveryClassThatBootsIsInThePlanForImages()
    {
        Type[] booting =
        [
            .. typeof(TestCommandTests).Assembly.GetTypes().Where(type =>
                type.Namespace?.StartsWith(ImageTests.Namespace, StringComparison.Ordinal) == true && Tests(type).Any()),
        ];
        Assert.That(
            ImageTestPlan.All.Where(tests => tests.Method is null).Select(tests => tests.FullName),
            Is.EquivalentTo(booting.Select(type => type.FullName)));
        foreach (ImageTests one in ImageTestPlan.All.Where(tests => tests.Method is not null))
        {
            Assert.That(Tests(booting.Single(type => type.FullName == one.FullName)), Does.Contain(one.Method), one.Class);
            Assert.That(one.LeftOut, Is.Not.Null, one.Method);
        }
    }

    [Test]
    public async Task AnImageThatDoesNotComeToItsEndIsToldBeforeAnyTest()
    {
        using FakeTree tree = new FakeTree().WithKernel("hello\n", Endings.TripleFault);
        Directory.CreateDirectory(Path.GetDirectoryName(tree.Tree.TestsAssembly)!);
        await File.WriteAllTextAsync(tree.Tree.TestsAssembly, string.Empty);

        Assert.That(await tree.RunAsync("test", "--image", tree.Tree.KernelImage), Is.EqualTo(LabExit.GuestBroken));
        Assert.That(tree.Errors, Does.StartWith("lab: the guest reset").And.EndWith(" hello\n"));
        Assert.That(tree.Output, Is.Empty);
    }

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

    [Test]
    public async Task WithoutTheKitsTestsTheBuildIsNamed()
    {
        using FakeTree tree = new();
        Directory.CreateDirectory(Path.GetDirectoryName(tree.Tree.TestsAssembly)!);
        await File.WriteAllTextAsync(tree.Tree.TestsAssembly, string.Empty);

        Assert.That(await tree.RunAsync("test"), Is.EqualTo(LabExit.Prerequisite));
        Assert.That(tree.Errors, Does.Contain("CosmosKit.Tests.dll is missing; build it with: dotnet build CosmosPaging.sln"));
    }

    private static IEnumerable<string> Tests(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method.GetCustomAttributes().Any(attribute => attribute is ITestBuilder or ISimpleTestBuilder))
        .Select(method => method.Name);

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
