using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CosmosPaging.Lab.Emulation;
using CosmosPaging.Lab.Running;
using NUnit.Framework;

namespace CosmosKit.Tests;

/// <summary>What the kit's own page says of its properties, its errors and its example is so.</summary>
[TestFixture]
internal sealed partial class KitReadmeTests
{
    private static readonly string Kit = Path.Combine(BuiltKit.Root, "CosmosKit");

    private static readonly string Page = File.ReadAllText(Path.Combine(Kit, "README.md"));

    /// <summary>All files of the smallest kernel, so that a reader who copies the page has it.</summary>
    [Test]
    public void ThePageShowsEveryFileOfTheSmallestKernel()
    {
        string folder = Path.Combine(BuiltKit.Root, "CosmosKit", "Tests", "Fixtures", "SmallKernel");
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.That(files, Has.Length.EqualTo(5));
        foreach (string file in files)
        {
            IEnumerable<string> lines = File.ReadLines(file).Select(line => line.Length == 0 ? line : "    " + line);
            Assert.That(Page, Does.Contain("\n\n" + string.Join('\n', lines) + "\n\n"), file);
            Assert.That(Page, Does.Contain($"`{Path.GetRelativePath(folder, file).Replace('\\', '/')}`"));
        }
    }

    [Test]
    public async Task TheSmallestKernelWritesWhatThePageShows()
    {
        BootResult boot = await SelfTestBoot.OfAsync(new MachineDefinition(BuiltKit.Output("SmallKernel", ".elf"), string.Empty));
        string[] lines = SelfTestBoot.Lines(boot);
        Assert.That(boot.End.Signal, Is.EqualTo(GuestSignal.Panicked), () => string.Join('\n', lines));
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(Page, Does.Contain("\n\n" + string.Concat(lines.Select(line => $"    {line}\n")) + "\n"));
    }

    /// <summary>Those that the kit asks whether they are empty, or what they are, and that are not its own.</summary>
    [Test]
    public void EveryPropertyThatAProjectSetsIsInTheTable()
    {
        string targets = File.ReadAllText(Path.Combine(Kit, "CosmosKit.targets"));
        IEnumerable<string> asked = Asked().Matches(targets).Select(match => match.Groups[1].Value).Distinct()
            .Except(["CosmosKitExitCode"]);
        Assert.That(Rows(Page, "CosmosKit").Order(), Is.EqualTo(asked.Order()));
    }

    [Test]
    public void EveryErrorIsInTheTable()
    {
        IEnumerable<string> codes = Code().Matches(File.ReadAllText(Path.Combine(Kit, "Build", "ErrorCodes.cs")))
            .Select(code => code.Value);
        Assert.That(Code().Matches(Page).Select(code => code.Value).Distinct().Order(), Is.EqualTo(codes.Append("CK0000").Order()));
    }

    private static IEnumerable<string> Rows(string page, string start) =>
        Regex.Matches(page, $"^\\| `({start}\\w+)` \\|", RegexOptions.Multiline).Select(row => row.Groups[1].Value);

    [GeneratedRegex(@"'\$\((CosmosKit\w+)\)' [!=]= ")]
    private static partial Regex Asked();

    [GeneratedRegex(@"CK\d{4}")]
    private static partial Regex Code();
}
